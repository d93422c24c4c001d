package io.worksync.gateway.connection;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.worksync.gateway.protocol.Codecs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// How the HTTP server takes WebSockets: no compression, since it would inflate without a limit,
/// and frames no larger than a message may be.
@ApplicationScoped
class ServerSettings implements HttpServerOptionsCustomizer {

    private final ConnectionConfig config;

    ServerSettings(ConnectionConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketSubProtocols(List.of(Codecs.PROTOBUF, Codecs.JSON))
                .setMaxWebSocketFrameSize(config.maxMessageBytes())
                .setMaxWebSocketMessageSize(config.maxMessageBytes())
                .setWebSocketClosingTimeout((int) config.closeTimeout().toSeconds());
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }
}

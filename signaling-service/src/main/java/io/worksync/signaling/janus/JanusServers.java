package io.worksync.signaling.janus;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The media servers that this instance knows.
@ApplicationScoped
public class JanusServers {

    /// A subscriber's offer has four media sections for each of the others.
    private static final int MAX_MESSAGE = 4 * 1024 * 1024;

    private final Vertx vertx;
    private final JanusConfig config;
    private final List<Consumer<JanusServer>> listeners = new CopyOnWriteArrayList<>();
    private List<JanusServer> servers = List.of();

    JanusServers(Vertx vertx, JanusConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    void open(@Observes StartupEvent event) {
        if (!configured()) {
            return;
        }
        if (config.apiSecret().isEmpty() || config.roomKey().isEmpty()) {
            throw new IllegalStateException(
                    "worksync.sfu.janus.urls needs worksync.sfu.janus.api-secret and room-key");
        }
        WebSocketClient client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxMessageSize(MAX_MESSAGE)
                                .setMaxFrameSize(MAX_MESSAGE)
                                .setMaxConnections(config.urls().orElseThrow().size()));
        servers =
                config.urls().orElseThrow().stream()
                        .map(uri -> new JanusServer(vertx, client, uri, config, this::changed))
                        .toList();
        servers.forEach(JanusServer::open);
    }

    void close(@Observes ShutdownEvent event) {
        servers.forEach(JanusServer::close);
    }

    /// Whether there is any, alive or not.
    public boolean configured() {
        return config.urls().filter(urls -> !urls.isEmpty()).isPresent();
    }

    public List<JanusServer> up() {
        return servers.stream().filter(JanusServer::isUp).toList();
    }

    public Optional<JanusServer> at(URI uri) {
        return servers.stream().filter(server -> server.uri().equals(uri)).findFirst();
    }

    /// The listener hears of each server that comes or goes.
    public void onChange(Consumer<JanusServer> listener) {
        listeners.add(listener);
    }

    private void changed(JanusServer server) {
        listeners.forEach(listener -> listener.accept(server));
    }
}

package io.worksync.gateway.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// What Vert.x has no word for.
final class HttpConnections {

    /// As Vert.x names it.
    private static final String IDLE_TIMER = "idle";

    private HttpConnections() {}

    /// Closing in good order would wait until everything is sent to a client that reads nothing.
    @SuppressWarnings("FutureReturnValueIgnored") // there is nothing to do about it any more
    static void cut(HttpConnection connection) {
        ((ConnectionBase) connection).channel().close();
    }

    /// What puts frames on the wire of a WebSocket: whoever writes to it writes bytes as they are.
    ///
    /// The connection's idle timer goes, since a WebSocket has its own heartbeat.
    static ChannelHandlerContext frameEncoder(HttpConnection connection) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        if (pipeline.get(IDLE_TIMER) != null) {
            pipeline.remove(IDLE_TIMER);
        }
        return pipeline.context(WebSocketFrameEncoder.class);
    }
}

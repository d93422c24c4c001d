package io.worksync.benchmarks.bare;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.WebSocketInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The sockets of one event loop; only that loop touches them, so a broadcast crosses threads once
/// for all of them.
final class EventLoop extends AbstractVerticle {

    private static final String QUERY = "room=";

    private final int port;
    private final Map<String, List<ChannelHandlerContext>> rooms = new HashMap<>();

    EventLoop(int port) {
        this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setTcpNoDelay(true)
                        .setAcceptBacklog(4_096)
                        .setRegisterWebSocketWriteHandlers(false);
        vertx.createHttpServer(options)
                .webSocketHandler(this::join)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    /// May be called from any thread.
    void broadcast(String room, SharedFrame frame) {
        context.runOnContext(v -> send(room, frame));
    }

    // a write that nobody asks about costs no promise; one that fails closes its socket
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(String room, SharedFrame frame) {
        for (ChannelHandlerContext socket : rooms.getOrDefault(room, List.of())) {
            socket.writeAndFlush(frame.bytes().duplicate(), socket.voidPromise());
        }
    }

    private void join(ServerWebSocket socket) {
        String query = socket.query();
        if (query == null || !query.startsWith(QUERY)) {
            socket.close().onFailure(gone -> {});
            return;
        }
        String room = query.substring(QUERY.length());
        ChannelHandlerContext channel = ((WebSocketInternal) socket).channelHandlerContext();
        rooms.computeIfAbsent(room, key -> new ArrayList<>()).add(channel);
        socket.closeHandler(v -> rooms.getOrDefault(room, List.of()).remove(channel));
        socket.writeTextMessage("welcome").onFailure(gone -> {});
    }
}

package io.worksync.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Codecs;
import java.util.List;

/// A WebSocket: one message each way is one message of the protocol.
public final class WebSocketTransport implements Transport {

    private final ServerWebSocket socket;
    private final HttpConnection connection;
    private final Codec codec;
    private final TransportLimits limits;
    private final String userAgent;
    private final ChannelHandlerContext encoder;

    public WebSocketTransport(
            ServerWebSocket socket, HttpConnection connection, TransportLimits limits) {
        this.socket = socket;
        this.connection = connection;
        this.codec = Codecs.of(socket.subProtocol());
        this.limits = limits;
        String named = socket.headers().get(HttpHeaders.USER_AGENT);
        this.userAgent = named == null ? "" : named;
        this.encoder = HttpConnections.frameEncoder(connection);
        socket.setWriteQueueMaxSize(limits.maxQueuedBytes());
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public String userAgent() {
        return userAgent;
    }

    @Override
    public void open(Listener listener) {
        Messages messages = new Messages(codec.text(), limits, listener);
        socket.frameHandler(messages::frame);
        socket.exceptionHandler(failure -> broken(listener, failure));
        socket.closeHandler(ignored -> listener.gone());
    }

    /// Past the frame encoder, which would put the message into a frame anew for each socket.
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what fails closes the socket
    public void send(List<Buffer> encoded) {
        ByteBuf frame = SharedFrames.of(codec.message(encoded), codec.text());
        encoder.write(frame, encoder.voidPromise());
        encoder.flush();
    }

    @Override
    public boolean isFull() {
        return socket.writeQueueFull();
    }

    @Override
    public void whenWritable(Runnable writable) {
        socket.drainHandler(
                drained -> {
                    socket.drainHandler(null);
                    writable.run();
                });
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void close(short code, String reason) {
        socket.close(code, reason);
    }

    @Override
    public void cut() {
        HttpConnections.cut(connection);
    }

    /// The frames on the socket are broken: the close code says how.
    private static void broken(Listener listener, Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            listener.broken((short) corrupted.closeStatus().code(), "protocol error");
        }
    }
}

package io.worksync.gateway.connection;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Codec;
import java.util.ArrayList;
import java.util.List;

/// What is to be sent to one client. All that comes up in one turn of the loop goes in one frame.
///
/// A client that does not keep up is given up, before it costs others their memory.
final class Outbox {

    private final ServerWebSocket socket;
    private final Loop loop;
    private final Codec codec;
    private final int maxBytes;
    private final Runnable slow;
    private List<Buffer> waiting = new ArrayList<>(2);
    private int waitingBytes;
    private boolean closed;

    Outbox(ServerWebSocket socket, Loop loop, Codec codec, int maxBytes, Runnable slow) {
        this.socket = socket;
        this.loop = loop;
        this.codec = codec;
        this.maxBytes = maxBytes;
        this.slow = slow;
        socket.setWriteQueueMaxSize(maxBytes);
    }

    void write(Buffer encoded) {
        if (closed) {
            return;
        }
        if (waiting.isEmpty()) {
            loop.atEndOfTurn(this::flush);
        }
        waiting.add(encoded);
        waitingBytes += encoded.length();
        if (waiting.size() > 1 && waitingBytes > maxBytes) {
            slow.run();
        }
    }

    /// Sends what waits now.
    void flush() {
        if (closed || waiting.isEmpty() || socket.isClosed()) {
            return;
        }
        if (socket.writeQueueFull()) {
            slow.run();
            return;
        }
        List<Buffer> due = waiting;
        waiting = new ArrayList<>(2);
        waitingBytes = 0;
        send(codec.message(due));
    }

    /// Sends nothing more.
    void close() {
        closed = true;
        waiting = List.of();
    }

    @SuppressWarnings("deprecation") // Buffer has no other way to its bytes without a copy
    private void send(Buffer message) {
        WebSocketFrameType type =
                codec.text() ? WebSocketFrameType.TEXT : WebSocketFrameType.BINARY;
        // the public way to a text frame takes a String, and would encode it anew for each socket
        socket.writeFrame(new WebSocketFrameImpl(type, message.getByteBuf(), true));
    }
}

package io.worksync.gateway.connection;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.transport.Transport;
import java.util.ArrayList;
import java.util.List;

/// What is to be sent to one client. All that comes up in one turn of the loop goes in one message.
///
/// A client that does not keep up is given up, before it costs others their memory.
final class Outbox {

    private final Transport transport;
    private final Loop loop;
    private final int maxBytes;
    private final Runnable slow;
    private List<Buffer> waiting = new ArrayList<>(2);
    private int waitingBytes;
    private boolean closed;

    Outbox(Transport transport, Loop loop, int maxBytes, Runnable slow) {
        this.transport = transport;
        this.loop = loop;
        this.maxBytes = maxBytes;
        this.slow = slow;
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
        if (closed || waiting.isEmpty() || transport.isClosed()) {
            return;
        }
        if (transport.isFull()) {
            slow.run();
            return;
        }
        List<Buffer> due = waiting;
        waiting = new ArrayList<>(2);
        waitingBytes = 0;
        transport.send(due);
    }

    /// Sends nothing more.
    void close() {
        closed = true;
        waiting = List.of();
    }
}

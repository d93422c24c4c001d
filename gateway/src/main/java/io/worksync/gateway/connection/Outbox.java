package io.worksync.gateway.connection;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.connection.Timers.Kind;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.transport.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be sent to one client. All that comes up in one turn of the loop goes in one message.
///
/// One half of the limit may wait in the transport. When that is full, the other half may wait
/// here, and of what a later publication replaces only the latest. A client that takes nothing for
/// too long, or for which more waits, is given up before it costs others their memory.
final class Outbox {

    private final Transport transport;
    private final Loop loop;
    private final Timers timers;
    private final ConnectionConfig config;
    private final ConnectionMetrics metrics;
    private final Runnable slow;
    private List<Buffer> waiting = new ArrayList<>(2);
    private int waitingBytes;
    private boolean due;
    private boolean blocked;
    private boolean closed;
    private @Nullable Map<String, Buffer> latest;

    Outbox(
            Transport transport,
            Loop loop,
            Timers timers,
            ConnectionConfig config,
            ConnectionMetrics metrics,
            Runnable slow) {
        this.transport = transport;
        this.loop = loop;
        this.timers = timers;
        this.config = config;
        this.metrics = metrics;
        this.slow = slow;
    }

    /// Sends something that must arrive, in order.
    void write(Buffer encoded) {
        if (closed) {
            return;
        }
        waiting.add(encoded);
        grow(encoded.length());
    }

    /// Sends something that a later one with the same key replaces, where it has to wait.
    void write(Buffer encoded, String key) {
        if (!blocked && !transport.isFull()) {
            write(encoded);
        } else if (!closed) {
            hold(encoded, key);
        }
    }

    /// Sends what waits now.
    void flush() {
        due = false;
        if (closed || transport.isClosed() || (waiting.isEmpty() && latest == null)) {
            return;
        }
        if (transport.isFull()) {
            block();
            return;
        }
        unblock();
        List<Buffer> message = waiting;
        if (latest != null) {
            message.addAll(latest.values());
            latest = null;
        }
        waiting = new ArrayList<>(2);
        waitingBytes = 0;
        transport.send(message);
    }

    /// Whether what is written now has to wait, since the client does not keep up.
    boolean isBlocked() {
        return blocked;
    }

    /// Sends nothing more.
    void close() {
        if (blocked && !closed) {
            metrics.caughtUp();
        }
        closed = true;
        waiting = List.of();
        latest = null;
    }

    private void hold(Buffer encoded, String key) {
        Map<String, Buffer> held = latest == null ? new LinkedHashMap<>() : latest;
        latest = held;
        Buffer replaced = held.remove(key);
        held.put(key, encoded);
        if (replaced != null) {
            metrics.dropped();
        }
        grow(encoded.length() - (replaced == null ? 0 : replaced.length()));
    }

    private void grow(int bytes) {
        waitingBytes += bytes;
        boolean several = waiting.size() > 1 || latest != null;
        if (several && waitingBytes > config.maxQueuedBytes() / (blocked ? 2 : 1)) {
            slow.run();
        } else if (!due && !blocked) {
            due = true;
            loop.atEndOfTurn(this::flush);
        }
    }

    private void block() {
        if (!blocked) {
            blocked = true;
            metrics.slowed();
            transport.whenWritable(this::flush);
            timers.after(Kind.QUEUED, config.maxQueuedTime(), slow);
        }
    }

    private void unblock() {
        if (blocked) {
            blocked = false;
            metrics.caughtUp();
            timers.cancel(Kind.QUEUED);
        }
    }
}

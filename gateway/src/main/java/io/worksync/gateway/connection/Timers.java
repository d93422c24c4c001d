package io.worksync.gateway.connection;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// The deadlines of one connection, at most one of each kind; setting one replaces the one before.
final class Timers {

    /// What a connection waits for.
    enum Kind {
        CONNECT,
        PING,
        TOKEN,
        LEAVE,
        MESSAGE,
        QUEUED,
        CUT
    }

    private final Vertx vertx;
    private final Map<Kind, Long> running = new EnumMap<>(Kind.class);

    Timers(Vertx vertx) {
        this.vertx = vertx;
    }

    /// Runs something later; from the connection's loop, on which it will run too.
    void after(Kind kind, Duration delay, Runnable then) {
        cancel(kind);
        long id =
                vertx.setTimer(
                        Math.max(1, delay.toMillis()),
                        fired -> {
                            running.remove(kind);
                            then.run();
                        });
        running.put(kind, id);
    }

    void cancel(Kind kind) {
        Long id = running.remove(kind);
        if (id != null) {
            vertx.cancelTimer(id);
        }
    }

    void cancelAll() {
        running.values().forEach(vertx::cancelTimer);
        running.clear();
    }
}

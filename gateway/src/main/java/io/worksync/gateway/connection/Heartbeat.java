package io.worksync.gateway.connection;

import io.worksync.gateway.connection.Timers.Kind;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/// Pings a client now and then, and finds out when it does not answer any more.
final class Heartbeat {

    private final Timers timers;
    private final Duration interval;
    private final Duration patience;
    private final Runnable ping;
    private final BooleanSupplier reaches;
    private final Runnable silent;
    private boolean answered;
    private boolean hearing = true;

    /// `reaches` says whether a ping gets to the client now: one that waits behind other things
    /// cannot be answered, and how long it may wait is another's business.
    Heartbeat(
            Timers timers,
            Duration interval,
            Duration patience,
            Runnable ping,
            BooleanSupplier reaches,
            Runnable silent) {
        this.timers = timers;
        this.interval = interval;
        this.patience = patience.compareTo(interval) < 0 ? patience : interval;
        this.ping = ping;
        this.reaches = reaches;
        this.silent = silent;
    }

    /// Begins somewhere in the interval, so that clients that came together are not pinged
    /// together.
    void start() {
        long first =
                ThreadLocalRandom.current().nextLong(interval.toMillis() / 2, interval.toMillis());
        timers.after(Kind.PING, Duration.ofMillis(first), this::beat);
    }

    void pong() {
        answered = true;
    }

    /// While the socket is not read, no answer can be heard, and its absence proves nothing.
    void hearing(boolean reading) {
        hearing = reading;
        answered = true;
    }

    private void beat() {
        answered = false;
        ping.run();
        timers.after(Kind.PING, patience, this::check);
    }

    private void check() {
        if (answered || !hearing || !reaches.getAsBoolean()) {
            timers.after(Kind.PING, interval.minus(patience), this::beat);
        } else {
            silent.run();
        }
    }
}

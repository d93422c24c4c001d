package io.worksync.gateway.pulse;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Notices that this process stood still for too long: stopped, frozen with its machine, or without
/// CPU time. What was under way then belongs to a life that is over.
///
/// When a process goes on, what waits for it comes in whatever order: timers, what Redis sent, what
/// clients sent. So whoever is about to do what only a living node may do asks here first, which
/// costs a look at the clock.
@ApplicationScoped
public class Pulse {

    private final Vertx vertx;
    private final PulseConfig config;
    private final long maxGap;
    private final AtomicBoolean steady = new AtomicBoolean(true);
    private final AtomicLong lives = new AtomicLong(1);
    private volatile long lastBeat = System.nanoTime();
    private volatile Consumer<Duration> listener = gap -> goOn();

    Pulse(Vertx vertx, PulseConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.maxGap = config.maxGap().toNanos();
    }

    void start(@Observes StartupEvent event) {
        lastBeat = System.nanoTime();
        vertx.setPeriodic(config.interval().toMillis(), id -> beat());
    }

    /// Calls this with how long it stood still, once for each time, on whatever thread noticed;
    /// [#goOn()] is to follow.
    public void onStandstill(Consumer<Duration> standstill) {
        listener = standstill;
    }

    /// Whether this node is alive; false from when it went on after a standstill until [#goOn()].
    public boolean isSteady() {
        if (!steady.get()) {
            return false;
        }
        long gap = System.nanoTime() - lastBeat;
        if (gap <= maxGap) {
            return true;
        }
        if (steady.compareAndSet(true, false)) {
            lives.incrementAndGet();
            listener.accept(Duration.ofNanos(gap));
        }
        return false;
    }

    /// The number of the life it is in; what began in another is not to be finished.
    public long life() {
        return lives.get();
    }

    /// A new life begins.
    public void goOn() {
        lastBeat = System.nanoTime();
        steady.set(true);
    }

    private void beat() {
        if (isSteady()) {
            lastBeat = System.nanoTime();
        }
    }
}

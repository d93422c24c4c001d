package io.worksync.operations.node;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/// How late the event loops of this process do what is due: whatever holds one up holds up
/// everybody on it.
@ApplicationScoped
class LoopDelay {

    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(500);

    private final Vertx vertx;
    private final LongAccumulator worst = new LongAccumulator(Math::max, 0);

    LoopDelay(Vertx vertx) {
        this.vertx = vertx;
    }

    // Vert.x would rather hide its loops, but one of its timers sees only the one that it is on
    @SuppressWarnings("deprecation")
    void start(@Observes StartupEvent event) {
        vertx.nettyEventLoopGroup().forEach(this::watch);
    }

    /// The worst since it was asked before.
    Duration worst() {
        return Duration.ofNanos(worst.getThenReset());
    }

    private void watch(EventExecutor loop) {
        long due = System.nanoTime() + EVERY;
        Runnable look =
                () -> {
                    worst.accumulate(System.nanoTime() - due);
                    watch(loop);
                };
        if (!loop.isShuttingDown()) {
            var _ = loop.schedule(look, EVERY, TimeUnit.NANOSECONDS);
        }
    }
}

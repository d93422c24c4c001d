package io.worksync.signaling.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.worksync.signaling.outbox.PgOutbox.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What waits in the outbox, as the instance sees it that sends it; the others say nothing waits.
@Startup
@ApplicationScoped
class OutboxMetrics {

    private static final double MILLIS = 1000;

    private final Clock clock;
    private final AtomicLong depth = new AtomicLong();
    private volatile @Nullable Waiting oldest;

    OutboxMetrics(Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        metrics.gauge("worksync_signaling_outbox_depth", depth);
        metrics.gauge("worksync_signaling_outbox_age_seconds", this, OutboxMetrics::age);
    }

    /// The events that have waited longest, in order, and how many wait in all.
    void waiting(List<Waiting> events, long all) {
        depth.set(all);
        oldest = events.isEmpty() ? null : events.getFirst();
    }

    /// Nothing waits here that this process knows of.
    void clear() {
        waiting(List.of(), 0);
    }

    private double age() {
        Waiting event = oldest;
        return event == null
                ? 0
                : Math.max(0, Duration.between(event.at().toInstant(), clock.instant()).toMillis())
                        / MILLIS;
    }
}

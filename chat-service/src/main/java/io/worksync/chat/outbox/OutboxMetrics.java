package io.worksync.chat.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What waits in the outbox, as the instance sees it whose relay works; the others say nothing
/// waits.
@ApplicationScoped
class OutboxMetrics {

    private static final double MILLIS = 1000;

    private final Clock clock;
    private final AtomicLong depth = new AtomicLong();
    private volatile @Nullable OutboxRow oldest;

    OutboxMetrics(Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        metrics.gauge("worksync_chat_outbox_depth", depth);
        metrics.gauge("worksync_chat_outbox_age_seconds", this, OutboxMetrics::age);
    }

    /// The rows that have waited longest, in order, and how many wait in all.
    void waiting(List<OutboxRow> rows, long all) {
        depth.set(all);
        oldest = rows.isEmpty() ? null : rows.getFirst();
    }

    /// Nothing waits here that this process knows of.
    void clear() {
        waiting(List.of(), 0);
    }

    // grows while nothing can be sent, also when the outbox cannot even be read
    private double age() {
        OutboxRow row = oldest;
        return row == null ? 0 : Math.max(0, clock.millis() - row.at().toEpochMilli()) / MILLIS;
    }
}

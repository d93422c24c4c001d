package io.worksync.chat.board;

import io.micrometer.core.instrument.MeterRegistry;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/// How often boards are saved, and how often that is refused and with which status: 409 where
/// another version came first or the channel has enough of them, 413 for one that is too large.
@ApplicationScoped
class BoardMetrics {

    private final MeterRegistry metrics;

    BoardMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void saved() {
        metrics.counter("worksync_chat_boards_saved_total").increment();
    }

    void refused(Refusal refusal) {
        metrics.counter(
                        "worksync_chat_boards_refused_total",
                        "status",
                        Integer.toString(refusal.status()))
                .increment();
    }
}

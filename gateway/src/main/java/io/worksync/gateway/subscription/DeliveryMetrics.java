package io.worksync.gateway.subscription;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/// What is counted about subscriptions and recovery.
@ApplicationScoped
class DeliveryMetrics {

    private final AtomicInteger subscriptions = new AtomicInteger();
    private final Counter received;
    private final Counter delivered;
    private final Counter gaps;
    private final Counter insufficient;
    private final Counter recovered;
    private final Counter lost;

    DeliveryMetrics(MeterRegistry registry) {
        registry.gauge("worksync_gateway_subscriptions", subscriptions);
        received = registry.counter("worksync_gateway_publications_received_total");
        delivered = registry.counter("worksync_gateway_deliveries_total");
        gaps = registry.counter("worksync_gateway_gaps_filled_total");
        insufficient = registry.counter("worksync_gateway_insufficient_states_total");
        recovered = registry.counter("worksync_gateway_recoveries_total", "outcome", "whole");
        lost = registry.counter("worksync_gateway_recoveries_total", "outcome", "lost");
    }

    void subscribed() {
        subscriptions.incrementAndGet();
    }

    void unsubscribed() {
        subscriptions.decrementAndGet();
    }

    void received() {
        received.increment();
    }

    /// Handed on to so many subscriptions; those that have it already count too.
    void delivered(int count) {
        delivered.increment(count);
    }

    void gapFilled() {
        gaps.increment();
    }

    void insufficient() {
        insufficient.increment();
    }

    void recovery(boolean whole) {
        (whole ? recovered : lost).increment();
    }
}

package io.worksync.gateway.subscription;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.limit.LimitMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/// What is counted about subscriptions and recovery.
@ApplicationScoped
class DeliveryMetrics {

    private static final String PERMISSIONS = "worksync_gateway_permissions_total";

    private final MeterRegistry registry;
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final Counter received;
    private final Counter delivered;
    private final LimitMetrics limits;
    private final Counter gaps;
    private final Counter insufficient;
    private final Counter recovered;
    private final Counter lost;
    private final Counter remembered;
    private final Counter asked;
    private final Counter published;

    DeliveryMetrics(MeterRegistry registry, LimitMetrics limits) {
        this.limits = limits;
        this.registry = registry;
        registry.gauge("worksync_gateway_subscriptions", subscriptions);
        received = registry.counter("worksync_gateway_publications_received_total");
        delivered = registry.counter("worksync_gateway_deliveries_total");
        gaps = registry.counter("worksync_gateway_gaps_filled_total");
        insufficient = registry.counter("worksync_gateway_insufficient_states_total");
        recovered = registry.counter("worksync_gateway_recoveries_total", "outcome", "whole");
        lost = registry.counter("worksync_gateway_recoveries_total", "outcome", "lost");
        remembered = registry.counter(PERMISSIONS, "from", "memory");
        asked = registry.counter(PERMISSIONS, "from", "owner");
        published = registry.counter("worksync_gateway_client_publications_total");
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

    /// Something did not go on for it.
    void reached(Limit limit) {
        limits.reached(limit);
    }

    void gapFilled() {
        gaps.increment();
    }

    void insufficient() {
        insufficient.increment();
    }

    /// Decided whether somebody may have a topic, from memory or by asking its owner.
    void permission(boolean fromMemory) {
        (fromMemory ? remembered : asked).increment();
    }

    /// A client ran into a limit.
    void limited(String limit) {
        registry.counter("worksync_gateway_topic_limits_hit_total", "limit", limit).increment();
    }

    /// A client published.
    void published() {
        published.increment();
    }

    void recovery(boolean whole) {
        (whole ? recovered : lost).increment();
    }
}

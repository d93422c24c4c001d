package io.worksync.gateway.subscription;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.runtime.Startup;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.limit.LimitMetrics;
import io.worksync.operations.tracing.Tracing;
import io.worksync.realtime.Committed;
import io.worksync.realtime.TopicFanout;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What is counted, measured and traced of subscriptions, deliveries and recovery.
@Startup
@ApplicationScoped
class DeliveryMetrics {

    /// From what nobody notices to what everybody does; the objective of 250 ms is one of them.
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };
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
    private final Timer latency;
    private final Clock clock;
    private final Tracing tracing;

    DeliveryMetrics(
            MeterRegistry registry,
            LimitMetrics limits,
            TopicFanout fanout,
            Clock clock,
            Tracing tracing) {
        this.clock = clock;
        this.tracing = tracing;
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
        latency =
                Timer.builder("worksync_gateway_delivery_latency")
                        .serviceLevelObjectives(LATENCIES)
                        .register(registry);
        registry.gauge(
                "worksync_gateway_fanout_connected",
                fanout,
                connection -> connection.isConnected() ? 1 : 0);
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

    /// Handed on to so many subscriptions; those that have it already count too. The span, where
    /// its trace is kept, is to be ended when it is written.
    Span delivered(int count, @Nullable String traceparent) {
        delivered.increment(count);
        return traceparent == null || count == 0
                ? Span.getInvalid()
                : tracing.begin("deliver", SpanKind.CONSUMER, traceparent)
                        .setAttribute("worksync.subscriptions", count);
    }

    /// What was committed then is written to the sockets of one event loop: counted once for all of
    /// them.
    void written(Committed committed) {
        latency.record(Math.max(0, clock.millis() - committed.at()), TimeUnit.MILLISECONDS);
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

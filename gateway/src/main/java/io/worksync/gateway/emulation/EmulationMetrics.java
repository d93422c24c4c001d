package io.worksync.gateway.emulation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.worksync.gateway.transport.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What is counted about the requests by which clients of streams send.
@ApplicationScoped
class EmulationMetrics {

    private static final String RECEIVED = "worksync_gateway_emulations_received_total";

    private final Map<Delivery, Counter> delivered = new EnumMap<>(Delivery.class);
    private final Counter unanswered;
    private final Counter forwarded;

    EmulationMetrics(MeterRegistry registry) {
        for (Delivery delivery : Delivery.values()) {
            String outcome = delivery.name().toLowerCase(Locale.ROOT);
            delivered.put(delivery, registry.counter(RECEIVED, "outcome", outcome));
        }
        unanswered = registry.counter(RECEIVED, "outcome", "unanswered");
        forwarded = registry.counter("worksync_gateway_emulations_forwarded_total");
    }

    void delivered(Delivery delivery) {
        Counter counter = delivered.get(delivery);
        if (counter != null) {
            counter.increment();
        }
    }

    /// The node that holds the stream did not answer.
    void unanswered() {
        unanswered.increment();
    }

    /// It was another node that holds the stream.
    void forwarded() {
        forwarded.increment();
    }
}

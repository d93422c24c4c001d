package io.worksync.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Counts how often each limit was reached.
@Startup
@ApplicationScoped
public class LimitMetrics {

    private static final String NAME = "worksync_gateway_limits_reached_total";

    private final Map<Limit, Counter> reached = new EnumMap<>(Limit.class);

    LimitMetrics(MeterRegistry registry) {
        for (Limit limit : Limit.values()) {
            reached.put(limit, registry.counter(NAME, "limit", limit.label()));
        }
    }

    /// Somebody was refused, or ended, for it.
    public void reached(Limit limit) {
        Objects.requireNonNull(reached.get(limit)).increment();
    }
}

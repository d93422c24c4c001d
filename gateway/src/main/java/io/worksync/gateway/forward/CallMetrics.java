package io.worksync.gateway.forward;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the calls that are sent to services, by what came of them.
@Startup
@ApplicationScoped
class CallMetrics {

    private static final int REFUSED = 400;
    private static final int FAILED = 500;

    private record OfService(Counter done, Counter refused, Counter failed, Counter unanswered) {}

    private final Map<String, OfService> services = new HashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    CallMetrics(MeterRegistry registry, Routes routes) {
        registry.gauge("worksync_gateway_calls_under_way", underWay);
        routes.names().forEach(name -> services.put(name, counters(registry, name)));
    }

    int underWay() {
        return underWay.get();
    }

    void began() {
        underWay.incrementAndGet();
    }

    void ended() {
        underWay.decrementAndGet();
    }

    /// A service has answered with this HTTP status.
    void answered(Route route, int status) {
        OfService counters = of(route);
        (status >= FAILED ? counters.failed : status >= REFUSED ? counters.refused : counters.done)
                .increment();
    }

    /// No instance of it has answered in time, or its answer broke off.
    void unanswered(Route route) {
        of(route).unanswered.increment();
    }

    private OfService of(Route route) {
        return Objects.requireNonNull(services.get(route.name()));
    }

    private static OfService counters(MeterRegistry registry, String service) {
        return new OfService(
                counter(registry, service, "done"),
                counter(registry, service, "refused"),
                counter(registry, service, "failed"),
                counter(registry, service, "unanswered"));
    }

    private static Counter counter(MeterRegistry registry, String service, String outcome) {
        return registry.counter(
                "worksync_gateway_calls_total", "route", service, "outcome", outcome);
    }
}

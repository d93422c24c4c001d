package io.worksync.operations.node;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.worksync.contracts.node.NodeLoad;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads how much this node does from what it measures for Prometheus, whatever service it is of.
@ApplicationScoped
class MeasureLoad {

    private static final String SERVICE = "-service";
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MeterRegistry metrics;
    private final LoopDelay loops;
    private final String prefix;
    private double deliveries;
    private long countedAt = System.nanoTime();

    MeasureLoad(MeterRegistry metrics, LoopDelay loops, ThisNode self) {
        this.metrics = metrics;
        this.loops = loops;
        this.prefix = "worksync_" + part(self.service()) + "_";
    }

    /// What is the case now, and what happened since this was asked before.
    synchronized NodeLoad now() {
        Runtime runtime = Runtime.getRuntime();
        return new NodeLoad(
                whole(worst(prefix + "connections")),
                whole(worst(prefix + "subscriptions")),
                deliveriesPerSecond(),
                callsUnderWay(),
                worst(prefix + "outbox_age_seconds"),
                whole(worst("kafka.consumer.fetch.manager.records.lag.max")),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                loops.worst().toMillis());
    }

    /// The gateway counts what it forwards; of others it is their HTTP server's calls.
    private @Nullable Long callsUnderWay() {
        Double forwarded = worst(prefix + "calls_under_way");
        return whole(forwarded == null ? worst("http.server.active.requests") : forwarded);
    }

    private @Nullable Double deliveriesPerSecond() {
        Counter counter = metrics.find(prefix + "deliveries_total").counter();
        if (counter == null) {
            return null;
        }
        long now = System.nanoTime();
        double count = counter.count();
        double rate = (count - deliveries) * SECOND / Math.max(1, now - countedAt);
        deliveries = count;
        countedAt = now;
        return rate;
    }

    /// Of all gauges of this name; null where there is none. One that has seen nothing yet
    /// says NaN.
    private @Nullable Double worst(String name) {
        Double worst = null;
        for (Gauge gauge : metrics.find(name).gauges()) {
            double value = gauge.value();
            worst = Math.max(worst == null ? 0 : worst, Double.isFinite(value) ? value : 0);
        }
        return worst;
    }

    private static @Nullable Long whole(@Nullable Double value) {
        return value == null ? null : Math.round(value);
    }

    private static String part(String service) {
        return service.endsWith(SERVICE)
                ? service.substring(0, service.length() - SERVICE.length())
                : service;
    }
}

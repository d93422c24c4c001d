package io.worksync.gateway.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.limit.LimitMetrics;
import io.worksync.gateway.protocol.Disconnect;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What is counted about connections.
@ApplicationScoped
class ConnectionMetrics {

    /// What a connection ended for, where that is a limit; by the reason, which is ours alone.
    private static final Map<String, Limit> LIMITS =
            Map.of(
                    Disconnect.MESSAGE_TOO_BIG.reason(), Limit.MESSAGE_BYTES,
                    Disconnect.TOO_MANY_FRAMES.reason(), Limit.MESSAGE_FRAMES,
                    Disconnect.MESSAGE_UNFINISHED.reason(), Limit.MESSAGE_TIME,
                    Disconnect.SLOW.reason(), Limit.QUEUED,
                    Disconnect.TOO_MANY_REQUESTS.reason(), Limit.REFUSED_COMMANDS,
                    Disconnect.CONNECTION_LIMIT.reason(), Limit.SESSIONS_PER_USER,
                    Disconnect.STALE.reason(), Limit.CONNECT_TIME);

    private final MeterRegistry registry;
    private final LimitMetrics limits;
    private final Counter connected;
    private final Counter dropped;
    private final AtomicInteger slow = new AtomicInteger();

    ConnectionMetrics(MeterRegistry registry, LimitMetrics limits) {
        this.registry = registry;
        this.limits = limits;
        this.dropped = registry.counter("worksync_gateway_publications_replaced_total");
        registry.gauge("worksync_gateway_connections_slow", slow);
        this.connected = registry.counter("worksync_gateway_connections_opened_total");
    }

    void watch(Collection<Connection> open) {
        registry.gaugeCollectionSize(
                "worksync_gateway_connections", io.micrometer.core.instrument.Tags.empty(), open);
    }

    void connected() {
        connected.increment();
    }

    /// Codes are few: what a client may choose itself does not come here.
    void disconnected(short code, String reason) {
        Limit limit = LIMITS.get(reason);
        if (limit != null) {
            limits.reached(limit);
        }
        registry.counter("worksync_gateway_disconnects_total", "code", Integer.toString(code))
                .increment();
    }

    /// A client takes what is sent slower than it comes, so that it begins to wait.
    void slowed() {
        slow.incrementAndGet();
    }

    /// It has caught up, or is gone.
    void caughtUp() {
        slow.decrementAndGet();
    }

    /// A later publication took the place of one that a slow reader was to get.
    void dropped() {
        dropped.increment();
    }

    LimitMetrics limits() {
        return limits;
    }
}

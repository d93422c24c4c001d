package io.worksync.gateway.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/// What is counted about connections.
@ApplicationScoped
class ConnectionMetrics {

    private final MeterRegistry registry;
    private final Counter connected;

    ConnectionMetrics(MeterRegistry registry) {
        this.registry = registry;
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
    void disconnected(short code) {
        registry.counter("worksync_gateway_disconnects_total", "code", Integer.toString(code))
                .increment();
    }
}

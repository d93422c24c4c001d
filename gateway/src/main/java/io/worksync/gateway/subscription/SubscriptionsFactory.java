package io.worksync.gateway.subscription;

import io.worksync.realtime.TopicStreams;
import jakarta.enterprise.context.ApplicationScoped;

/// Makes the subscriptions of new connections, and has what all of them need.
@ApplicationScoped
public class SubscriptionsFactory {

    private final Hub hub;
    private final TopicStreams streams;
    private final DeliveryMetrics metrics;
    private final Permissions permissions;
    private final ClientLeases leases;
    private final int maxHeld;

    SubscriptionsFactory(
            Hub hub,
            TopicStreams streams,
            DeliveryMetrics metrics,
            Permissions permissions,
            ClientLeases leases,
            SubscriptionConfig config) {
        this.hub = hub;
        this.streams = streams;
        this.metrics = metrics;
        this.permissions = permissions;
        this.leases = leases;
        this.maxHeld = config.maxHeld();
    }

    /// None yet, for this receiver.
    public Subscriptions create(Receiver receiver) {
        return new Subscriptions(receiver, this);
    }

    Hub hub() {
        return hub;
    }

    TopicStreams streams() {
        return streams;
    }

    DeliveryMetrics metrics() {
        return metrics;
    }

    Permissions permissions() {
        return permissions;
    }

    ClientLeases leases() {
        return leases;
    }

    int maxHeld() {
        return maxHeld;
    }
}

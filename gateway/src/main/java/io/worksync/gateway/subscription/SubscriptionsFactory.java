package io.worksync.gateway.subscription;

import io.worksync.realtime.TopicStreams;
import jakarta.enterprise.context.ApplicationScoped;

/// Makes the subscriptions of new connections.
@ApplicationScoped
public class SubscriptionsFactory {

    private final Hub hub;
    private final TopicStreams streams;
    private final DeliveryMetrics metrics;
    private final SubscriptionConfig config;

    SubscriptionsFactory(
            Hub hub, TopicStreams streams, DeliveryMetrics metrics, SubscriptionConfig config) {
        this.hub = hub;
        this.streams = streams;
        this.metrics = metrics;
        this.config = config;
    }

    /// None yet, for this receiver.
    public Subscriptions create(Receiver receiver) {
        return new Subscriptions(receiver, hub, streams, metrics, config.maxHeld());
    }
}

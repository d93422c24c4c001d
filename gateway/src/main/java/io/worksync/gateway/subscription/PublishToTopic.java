package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.JsonData;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.gateway.protocol.Reply;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Publication;
import io.worksync.realtime.PublishResult;
import io.worksync.realtime.RealtimeConfig.ClientPublish;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Publishes what a client says on a topic that it is subscribed to, under the name of its user.
@ApplicationScoped
class PublishToTopic {

    private final KnownTopics topics;
    private final TopicPublisher publisher;
    private final DeliveryMetrics metrics;

    PublishToTopic(KnownTopics topics, TopicPublisher publisher, DeliveryMetrics metrics) {
        this.topics = topics;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /// Publishes a JSON object, at once to Redis and to all subscribers, the publisher among them.
    Uni<Outcome> publish(
            Subscriptions subscriptions, Supplier<ClientInfo> self, Command.Publish command) {
        Topic topic = topics.named(command.topic());
        ClientPublish limits = topics.of(topic).clientPublish();
        if (!limits.enabled()) {
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
        Subscription subscription = topics.live(subscriptions, command.topic());
        String data = checked(command.data(), limits);
        if (!subscriptions.publishing().admits(topic.namespace(), limits)) {
            metrics.limited("publish_rate");
            throw new Refused(ProtocolError.TOO_MANY_REQUESTS, Limit.PUBLISH_RATE);
        }
        Publication publication = Publication.of(data).by(self.get());
        return subscriptions
                .publishing()
                .enqueue(() -> publishTo(subscription, publication))
                .emitOn(subscriptions.receiver().loop())
                .invoke(metrics::published)
                .map(published -> Outcome.of(new Reply.Published(command.id())));
    }

    private String checked(@Nullable Buffer data, ClientPublish limits) {
        if (data == null || !JsonData.isObject(data)) {
            throw new Refused(ProtocolError.BAD_REQUEST);
        }
        if (data.length() > limits.maxBytes()) {
            metrics.limited("publish_size");
            throw new Refused(ProtocolError.LIMIT_EXCEEDED, Limit.PUBLICATION_BYTES);
        }
        return data.toString();
    }

    /// The right may have ended while others of the client's waited before this one.
    private Uni<PublishResult> publishTo(Subscription subscription, Publication publication) {
        return subscription.isLive()
                ? publisher.publish(subscription.topic(), publication)
                : Uni.createFrom().failure(new Refused(ProtocolError.PERMISSION_DENIED));
    }
}

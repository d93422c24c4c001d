package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.subscription.Subscription.Origin;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Position;
import io.worksync.realtime.RealtimeConfig.Namespace;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Subscribes and unsubscribes topics as the client asks.
///
/// The service that owns the namespace decides. The topic is taken before it is asked, so that a
/// client cannot get it twice, nor beyond its limit, by asking fast.
@ApplicationScoped
class SubscribeTopic {

    private final KnownTopics topics;
    private final Permissions permissions;
    private final ClientLeases leases;
    private final CatchUp catchUp;
    private final DeliveryMetrics metrics;
    private final SubscriptionConfig config;

    SubscribeTopic(
            KnownTopics topics,
            Permissions permissions,
            ClientLeases leases,
            CatchUp catchUp,
            DeliveryMetrics metrics,
            SubscriptionConfig config) {
        this.topics = topics;
        this.permissions = permissions;
        this.leases = leases;
        this.catchUp = catchUp;
        this.metrics = metrics;
        this.config = config;
    }

    /// Subscribes; what was missed since the client's position is in the reply.
    Uni<Outcome> subscribe(
            Subscriptions subscriptions,
            Caller caller,
            Supplier<ClientInfo> self,
            Command.Subscribe command) {
        Subscription taken = take(subscriptions, command.topic());
        return permissions
                .allowed(subscriptions.own(), caller, taken.topic())
                .emitOn(subscriptions.receiver().loop())
                .invoke(SubscribeTopic::refuseUnless)
                .chain(() -> join(subscriptions, taken, self))
                .chain(joined -> catchUp(taken, joined, command.since()))
                .emitOn(subscriptions.receiver().loop())
                .map(subscription -> outcome(command.id(), taken, subscription))
                .onFailure()
                .invoke(
                        failure ->
                                subscriptions
                                        .receiver()
                                        .loop()
                                        .execute(() -> subscriptions.drop(taken)))
                .onFailure(SubscriptionEnded.class)
                .transform(failure -> new Refused(ProtocolError.PERMISSION_DENIED));
    }

    /// Unsubscribes. Whoever is not subscribed is answered the same: there is nothing to do.
    Outcome unsubscribe(Subscriptions subscriptions, Command.Unsubscribe command) {
        Topic topic = topics.named(command.topic());
        if (!subscriptions.leave(topic) && subscriptions.has(topic)) {
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
        return Outcome.of(new Reply.Unsubscribed(command.id()));
    }

    private Subscription take(Subscriptions subscriptions, String name) {
        Topic topic = topics.named(name);
        Namespace namespace = topics.of(topic);
        if (subscriptions.has(topic)) {
            throw new Refused(ProtocolError.ALREADY_SUBSCRIBED);
        }
        if (namespace.owner().isEmpty()) {
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
        if (subscriptions.clientCount() >= config.maxPerConnection()
                || subscriptions.count(topic.namespace()) >= namespace.maxPerConnection()) {
            metrics.limited("subscriptions");
            throw new Refused(ProtocolError.LIMIT_EXCEEDED, Limit.SUBSCRIPTIONS);
        }
        return subscriptions.reserve(topic, Origin.CLIENT);
    }

    /// Whoever is told of those who join is told of this one too.
    private Uni<Position> join(
            Subscriptions subscriptions, Subscription taken, Supplier<ClientInfo> self) {
        Uni<Position> joined = UniHelper.toUni(subscriptions.join(taken));
        return leases.shows(taken.topic())
                ? joined.call(() -> leases.join(taken, self.get()))
                : joined;
    }

    private static void refuseUnless(boolean allowed) {
        if (!allowed) {
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
    }

    private Uni<Reply.Subscription> catchUp(
            Subscription taken, Position joined, @Nullable Position since) {
        return catchUp.since(
                since, taken.topic(), joined, new CatchUp.Budget(config.maxRecoveredBytes()));
    }

    private static Outcome outcome(long id, Subscription taken, Reply.Subscription subscription) {
        if (taken.isEnded()) {
            throw new SubscriptionEnded();
        }
        Position position = subscription.position();
        long from = position == null ? 0 : position.offset();
        return new Outcome(new Reply.Subscribed(id, subscription), () -> taken.goLive(from));
    }
}

package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.subscription.Subscription.Origin;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicStreams;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Subscribes and unsubscribes topics as the client asks.
///
/// The service that owns the namespace decides. The topic is taken before it is asked, so that a
/// client cannot get it twice, nor beyond its limit, by asking fast.
@ApplicationScoped
public class SubscribeTopic {

    private final TopicAccess access;
    private final TopicStreams streams;
    private final CatchUp catchUp;
    private final SubscriptionConfig config;

    SubscribeTopic(
            TopicAccess access, TopicStreams streams, CatchUp catchUp, SubscriptionConfig config) {
        this.access = access;
        this.streams = streams;
        this.catchUp = catchUp;
        this.config = config;
    }

    /// Subscribes; what was missed since the client's position is in the reply.
    public Uni<Outcome> subscribe(
            Subscriptions subscriptions, Caller caller, Command.Subscribe command) {
        Subscription taken = take(subscriptions, command.topic());
        return access.allowed(caller, taken.topic())
                .emitOn(subscriptions.receiver().loop())
                .invoke(SubscribeTopic::refuseUnless)
                .chain(() -> UniHelper.toUni(subscriptions.join(taken)))
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
    public Outcome unsubscribe(Subscriptions subscriptions, Command.Unsubscribe command) {
        Topic topic = parse(command.topic());
        if (!subscriptions.leave(topic) && subscriptions.has(topic)) {
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
        return Outcome.of(new Reply.Unsubscribed(command.id()));
    }

    private Subscription take(Subscriptions subscriptions, String name) {
        Topic topic = parse(name);
        if (subscriptions.has(topic)) {
            throw new Refused(ProtocolError.ALREADY_SUBSCRIBED);
        }
        if (!config.owners().containsKey(topic.namespace())) {
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
        if (subscriptions.clientCount() >= config.maxPerConnection()) {
            throw new Refused(ProtocolError.LIMIT_EXCEEDED);
        }
        return subscriptions.reserve(topic, Origin.CLIENT);
    }

    private Topic parse(String name) {
        try {
            Topic topic = Topic.parse(name);
            if (streams.knows(topic.namespace())) {
                return topic;
            }
        } catch (IllegalArgumentException e) {
            throw new Refused(ProtocolError.UNKNOWN_CHANNEL);
        }
        throw new Refused(ProtocolError.UNKNOWN_CHANNEL);
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

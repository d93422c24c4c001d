package io.worksync.gateway.subscription;

import io.vertx.core.Future;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.protocol.Push;
import io.worksync.gateway.protocol.UnsubscribeReason;
import io.worksync.gateway.subscription.Subscription.Origin;
import io.worksync.realtime.Control;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The subscriptions of one connection; everything runs on the connection's loop.
public final class Subscriptions {

    private final Receiver receiver;
    private final SubscriptionsFactory parts;
    private final Map<Topic, Subscription> byTopic = new HashMap<>();
    private @Nullable Topic own;
    private @Nullable ClientPublishing publishing;
    private int clients;
    private boolean closed;

    Subscriptions(Receiver receiver, SubscriptionsFactory parts) {
        this.receiver = receiver;
        this.parts = parts;
    }

    /// Whether there is one, be it still joining.
    boolean has(Topic topic) {
        return byTopic.containsKey(topic);
    }

    /// The one for the topic, where the client was told that it has it.
    @Nullable Subscription live(Topic topic) {
        Subscription subscription = byTopic.get(topic);
        return subscription != null && subscription.isLive() ? subscription : null;
    }

    /// How many of them the client asked for in this namespace.
    long count(String namespace) {
        return byTopic.values().stream()
                .filter(each -> each.origin() == Origin.CLIENT)
                .filter(each -> each.topic().namespace().equals(namespace))
                .count();
    }

    /// What the client publishes; kept only for one that does.
    ClientPublishing publishing() {
        if (publishing == null) {
            publishing = new ClientPublishing();
        }
        return publishing;
    }

    /// How many of them the client asked for.
    int clientCount() {
        return clients;
    }

    /// Whose they are.
    public Receiver receiver() {
        return receiver;
    }

    /// The user's own topic: controls on it are obeyed, on others they are not.
    void setOwn(Topic topic) {
        own = topic;
    }

    /// The user's own topic; there is one as soon as there is a session.
    Topic own() {
        return Objects.requireNonNull(own, "No session");
    }

    /// Takes a topic, so that no second command can; it still has to [#join(Subscription)].
    Subscription reserve(Topic topic, Origin origin) {
        Subscription subscription =
                new Subscription(topic, origin, receiver, this, parts.maxHeld());
        byTopic.put(topic, subscription);
        clients += origin == Origin.CLIENT ? 1 : 0;
        parts.metrics().subscribed();
        return subscription;
    }

    Future<Position> join(Subscription subscription) {
        if (closed || subscription.isEnded()) {
            drop(subscription);
            return Future.failedFuture(new SubscriptionEnded());
        }
        parts.hub().join(subscription);
        return subscription.whenJoined();
    }

    /// Ends a subscription; false where there was none, or it is not the client's to end.
    boolean leave(Topic topic) {
        Subscription subscription = byTopic.get(topic);
        if (subscription == null || subscription.origin() != Origin.CLIENT) {
            return false;
        }
        drop(subscription);
        return true;
    }

    /// Ends a subscription without a word to the client.
    void drop(Subscription subscription) {
        if (byTopic.remove(subscription.topic(), subscription)) {
            clients -= subscription.origin() == Origin.CLIENT ? 1 : 0;
            parts.metrics().unsubscribed();
            subscription.end();
            parts.leases().leave(subscription);
            parts.hub().leave(subscription);
        }
    }

    /// Ends all: the session did not open.
    public void dropAll() {
        List.copyOf(byTopic.values()).forEach(this::drop);
    }

    /// Ends all for good: the connection is gone.
    public void close() {
        closed = true;
        dropAll();
        if (own != null) {
            parts.permissions().forget(own);
        }
    }

    void heldTooMany() {
        parts.metrics().reached(Limit.HELD_PUBLICATIONS);
    }

    void insufficient(Subscription subscription) {
        parts.metrics().insufficient();
        if (subscription.origin() == Origin.SERVER) {
            receiver.disconnect(Disconnect.INSUFFICIENT_STATE);
        } else {
            end(subscription, UnsubscribeReason.INSUFFICIENT_STATE);
        }
    }

    /// Its owner does not allow it any more.
    void expire(Subscription subscription) {
        if (!subscription.isEnded()) {
            end(subscription, UnsubscribeReason.EXPIRED);
        }
    }

    /// Does what a control on the user's own topic says.
    void apply(Subscription from, Control control) {
        if (!from.topic().equals(own)) {
            return;
        }
        parts.permissions().forget(from.topic());
        for (String topic : control.unsubscribe()) {
            parse(topic)
                    .map(byTopic::get)
                    .ifPresent(subscription -> end(subscription, UnsubscribeReason.SERVER));
        }
        for (String topic : control.subscribe()) {
            parse(topic).filter(parsed -> !has(parsed)).ifPresent(this::subscribe);
        }
    }

    private void end(Subscription subscription, UnsubscribeReason reason) {
        drop(subscription);
        write(new Push.Unsubscribed(subscription.topic().toString(), reason));
    }

    private void subscribe(Topic topic) {
        Subscription subscription = reserve(topic, Origin.SERVER);
        join(subscription)
                .onSuccess(position -> announce(subscription, position))
                .onFailure(failure -> giveUp(subscription));
    }

    private void announce(Subscription subscription, Position position) {
        if (!subscription.isEnded()) {
            boolean positioned = parts.streams().keepsHistory(subscription.topic().namespace());
            write(
                    new Push.Subscribed(
                            subscription.topic().toString(), positioned ? position : null));
            subscription.goLive(position.offset());
        }
    }

    /// The client is to have this topic and cannot get it here: it connects again and tries anew.
    private void giveUp(Subscription subscription) {
        if (!subscription.isEnded()) {
            receiver.disconnect(Disconnect.INSUFFICIENT_STATE);
        }
    }

    private void write(Push push) {
        receiver.write(receiver.codec().encode(push));
    }

    private static Optional<Topic> parse(String topic) {
        try {
            return Optional.of(Topic.parse(topic));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

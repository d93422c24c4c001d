package io.worksync.gateway.subscription;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Codec;
import io.worksync.realtime.Control;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection's subscription to one topic.
///
/// It joins, holds publications back while the client catches up, and then is live. Everything but
/// the feed runs on the connection's loop.
final class Subscription {

    /// Who asked for it.
    enum Origin {
        /// The server, for as long as the right lasts.
        SERVER,
        /// The client, which may leave.
        CLIENT
    }

    private enum State {
        JOINING,
        HOLDING,
        LIVE,
        ENDED
    }

    private final Topic topic;
    private final Origin origin;
    private final Receiver receiver;
    private final Subscriptions owner;
    private final Promise<Position> joined = Promise.promise();
    private final int maxHeld;
    private List<Broadcast> held = new ArrayList<>(0);
    private State state = State.JOINING;
    private boolean insufficient;
    private long seen;
    private int index;
    private @Nullable LoopGroup group;
    private @Nullable TopicFeed feed;

    Subscription(Topic topic, Origin origin, Receiver receiver, Subscriptions owner, int maxHeld) {
        this.topic = topic;
        this.origin = origin;
        this.receiver = receiver;
        this.owner = owner;
        this.maxHeld = maxHeld;
    }

    Topic topic() {
        return topic;
    }

    Origin origin() {
        return origin;
    }

    Codec codec() {
        return receiver.codec();
    }

    Loop loop() {
        return receiver.loop();
    }

    /// The position that it joined at, or why it could not.
    Future<Position> whenJoined() {
        return joined.future();
    }

    /// Whether its client was told that it has the topic.
    boolean isLive() {
        return state == State.LIVE;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /// What gateways were told to do while this one was still catching up.
    List<Control> heldControls() {
        return held.stream().map(Broadcast::control).filter(Objects::nonNull).toList();
    }

    void joined(LoopGroup newGroup, Position position) {
        if (state == State.ENDED) {
            newGroup.remove(this);
            return;
        }
        group = newGroup;
        state = State.HOLDING;
        joined.complete(position);
    }

    void failed(Throwable failure) {
        joined.tryFail(failure);
    }

    void publication(Broadcast broadcast) {
        switch (state) {
            case LIVE -> deliver(broadcast);
            case HOLDING -> hold(broadcast);
            case JOINING, ENDED -> {}
        }
    }

    /// The client knows everything up to this offset: hands on what came after it.
    void goLive(long offset) {
        if (state != State.HOLDING) {
            return;
        }
        seen = offset;
        state = State.LIVE;
        List<Broadcast> due = held;
        held = List.of();
        if (insufficient) {
            owner.insufficient(this);
        } else {
            due.forEach(this::publication);
        }
    }

    /// The topic went on without this subscription.
    void insufficient() {
        insufficient = true;
        if (state == State.LIVE) {
            owner.insufficient(this);
        }
    }

    /// Leaves the topic; nothing is delivered any more.
    void end() {
        if (state == State.ENDED) {
            return;
        }
        if (group != null) {
            group.remove(this);
        }
        state = State.ENDED;
        held = List.of();
        joined.tryFail(new SubscriptionEnded());
    }

    private void deliver(Broadcast broadcast) {
        if (broadcast.positioned()) {
            if (broadcast.position().offset() <= seen) {
                return;
            }
            seen = broadcast.position().offset();
        }
        receiver.write(broadcast.encoded(receiver.codec()), broadcast.replaces());
        if (broadcast.control() != null) {
            owner.apply(this, broadcast.control());
        }
    }

    private void hold(Broadcast broadcast) {
        if (held.size() < maxHeld) {
            held.add(broadcast);
        } else if (!insufficient) {
            insufficient = true;
            owner.heldTooMany();
        }
    }

    int index() {
        return index;
    }

    void setIndex(int newIndex) {
        index = newIndex;
    }

    /// The hub's own note of where it is counted; for the hub's loop only.
    @Nullable TopicFeed feed() {
        return feed;
    }

    void setFeed(@Nullable TopicFeed newFeed) {
        feed = newFeed;
    }
}

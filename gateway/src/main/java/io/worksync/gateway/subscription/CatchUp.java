package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.subscription.SharedRecoveries.Missed;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Position;
import io.worksync.realtime.RealtimeConfig;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicStreams;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client missed in a topic: all of it, or nothing and the word that it is lost.
@ApplicationScoped
class CatchUp {

    /// How many bytes of missed publications may still go into one reply.
    static final class Budget {

        private int left;

        Budget(int bytes) {
            this.left = bytes;
        }

        private boolean take(int bytes) {
            if (bytes > left) {
                return false;
            }
            left -= bytes;
            return true;
        }
    }

    private final TopicStreams streams;
    private final SharedRecoveries recoveries;
    private final DeliveryMetrics metrics;

    CatchUp(TopicStreams streams, SharedRecoveries recoveries, DeliveryMetrics metrics) {
        this.streams = streams;
        this.recoveries = recoveries;
        this.metrics = metrics;
    }

    /// Where a subscription that joined at a position begins, and what came between `since` and it.
    Uni<Reply.Subscription> since(
            @Nullable Position since, Topic topic, Position joined, Budget budget) {
        if (!streams.keepsHistory(topic.namespace())) {
            return begin(null, since);
        }
        if (streams.mode(topic.namespace()) == RealtimeConfig.Mode.CACHE) {
            return streams.latest(topic).map(latest -> cached(since, joined, latest));
        }
        if (since == null) {
            return begin(joined, null);
        }
        if (since.equals(joined)) {
            metrics.recovery(true);
            return Uni.createFrom().item(new Reply.Subscription(joined, true, true, List.of()));
        }
        return recoveries.since(topic, since, joined).map(missed -> recovered(missed, budget));
    }

    private static Uni<Reply.Subscription> begin(
            @Nullable Position position, @Nullable Position since) {
        return Uni.createFrom()
                .item(new Reply.Subscription(position, since != null, false, List.of()));
    }

    /// The latest may be newer than where the subscription joined: it is not handed on again then.
    private static Reply.Subscription cached(
            @Nullable Position since, Position joined, @Nullable Delivered latest) {
        boolean recovering = since != null;
        if (latest == null) {
            return new Reply.Subscription(joined, recovering, recovering, List.of());
        }
        Position position =
                latest.position().offset() > joined.offset() ? latest.position() : joined;
        return new Reply.Subscription(
                position, recovering, recovering, List.of(Broadcast.publication(latest)));
    }

    private Reply.Subscription recovered(Missed missed, Budget budget) {
        boolean whole = missed.whole() && budget.take(missed.bytes());
        if (missed.whole() && !whole) {
            metrics.reached(Limit.RECOVERED_BYTES);
        }
        metrics.recovery(whole);
        return new Reply.Subscription(
                missed.top(), true, whole, whole ? missed.publications() : List.of());
    }
}

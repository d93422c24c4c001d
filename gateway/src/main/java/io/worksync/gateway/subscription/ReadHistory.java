package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.gateway.protocol.Reply;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicStreams;
import io.worksync.realtime.TopicStreams.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a topic's stream for a client that is subscribed to it.
@ApplicationScoped
class ReadHistory {

    private final KnownTopics topics;
    private final TopicStreams streams;
    private final SubscriptionConfig config;

    ReadHistory(KnownTopics topics, TopicStreams streams, SubscriptionConfig config) {
        this.topics = topics;
        this.streams = streams;
        this.config = config;
    }

    /// Up to `limit` publications since the position, or only the top where the limit is 0.
    Uni<Outcome> read(Subscriptions subscriptions, Command.History command) {
        Topic topic = topics.live(subscriptions, command.topic()).topic();
        if (!streams.keepsHistory(topic.namespace())) {
            throw new Refused(ProtocolError.NOT_AVAILABLE);
        }
        return streams.top(topic)
                .chain(top -> page(topic, top, command))
                .emitOn(subscriptions.receiver().loop());
    }

    private Uni<Outcome> page(Topic topic, Position top, Command.History command) {
        Position since = command.since();
        if (since != null && !since.epoch().equals(top.epoch())) {
            throw new Refused(ProtocolError.UNRECOVERABLE_POSITION);
        }
        Order order = command.reverse() ? Order.NEWEST_FIRST : Order.OLDEST_FIRST;
        return streams.read(topic, top, since, limit(command.limit()), order)
                .invoke(page -> refuseGap(since, top, page, command))
                .map(page -> outcome(command.id(), top, page));
    }

    /// Between the position and the oldest that the stream still has, some may be gone for ever.
    private static void refuseGap(
            @Nullable Position since, Position top, List<Delivered> page, Command.History command) {
        if (since == null || command.reverse() || command.limit() == 0) {
            return;
        }
        long next = page.isEmpty() ? top.offset() + 1 : page.getFirst().position().offset();
        if (next > since.offset() + 1) {
            throw new Refused(ProtocolError.UNRECOVERABLE_POSITION);
        }
    }

    private int limit(int asked) {
        return asked < 0 ? config.maxHistory() : Math.min(asked, config.maxHistory());
    }

    private static Outcome outcome(long id, Position top, List<Delivered> page) {
        return Outcome.of(
                new Reply.HistoryPage(id, page.stream().map(Broadcast::publication).toList(), top));
    }
}

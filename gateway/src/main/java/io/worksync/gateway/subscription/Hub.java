package io.worksync.gateway.subscription;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.worksync.gateway.pulse.Pulse;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Position;
import io.worksync.realtime.RealtimeConfig;
import io.worksync.realtime.RealtimeConfig.Namespace;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicFanout;
import io.worksync.realtime.TopicStreams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;

/// All topics that this node receives. One loop of its own keeps their order.
@ApplicationScoped
class Hub {

    private static final Logger LOG = Logger.getLogger(Hub.class);

    private final Context loop;
    private final TopicFanout fanout;
    private final TopicStreams streams;
    private final Map<String, Namespace> namespaces;
    private final SubscriptionConfig config;
    private final DeliveryMetrics metrics;
    private final Refill refill;
    private final Pulse pulse;
    private final Map<Topic, TopicFeed> feeds = new HashMap<>();
    private boolean failing;

    Hub(
            Vertx vertx,
            TopicFanout fanout,
            TopicStreams streams,
            RealtimeConfig realtime,
            SubscriptionConfig config,
            DeliveryMetrics metrics,
            Pulse pulse) {
        this.loop = vertx.getOrCreateContext();
        this.fanout = fanout;
        this.streams = streams;
        this.namespaces = realtime.namespaces();
        this.config = config;
        this.metrics = metrics;
        this.pulse = pulse;
        this.refill = new Refill(this, vertx, streams, metrics);
    }

    void start(@Observes StartupEvent event) {
        fanout.start(
                delivered -> loop.runOnContext(ignored -> received(delivered)),
                topics -> loop.runOnContext(ignored -> markUnchecked(topics)));
    }

    /// Gives the subscription the topic: it will be told of its position, or of the failure.
    void join(Subscription subscription) {
        loop.runOnContext(
                ignored -> {
                    TopicFeed feed = feeds.get(subscription.topic());
                    if (feed == null) {
                        Topic topic = subscription.topic();
                        feed = new TopicFeed(topic, isDroppable(topic), metrics);
                        feeds.put(topic, feed);
                        open(feed);
                    }
                    feed.add(subscription);
                });
    }

    /// The subscription wants the topic no more; it has left its group.
    void leave(Subscription subscription) {
        loop.runOnContext(
                ignored -> {
                    TopicFeed feed = subscription.feed();
                    if (feed != null) {
                        subscription.setFeed(null);
                        feed.removed(subscription);
                        closeIfUnused(feed);
                    }
                });
    }

    /// Whether the feed is still wanted; from the hub's loop only.
    boolean isOpen(TopicFeed feed) {
        return feed.equals(feeds.get(feed.topic()));
    }

    /// The feeds that are open now; from the hub's loop only.
    List<TopicFeed> feeds() {
        return List.copyOf(feeds.values());
    }

    void execute(Runnable task) {
        loop.runOnContext(ignored -> task.run());
    }

    /// Compares a position with the stream's top, and reads back what is missing; from the hub's
    /// loop only.
    Uni<Void> check(TopicFeed feed) {
        Position before = feed.position();
        if (before == null) {
            return Uni.createFrom().voidItem();
        }
        return streams.peek(feed.topic())
                .emitOn(this::execute)
                .invoke(top -> compare(feed, before, top))
                .replaceWithVoid();
    }

    /// The top is as old as its answer: what came since is no sign that Redis lost anything, so
    /// that a loss is judged by the position from before the question.
    private void compare(TopicFeed feed, Position before, Position top) {
        Position now = feed.position();
        if (now == null || !now.epoch().equals(before.epoch())) {
            return;
        }
        if (!top.epoch().equals(before.epoch()) || top.offset() < before.offset()) {
            feed.restart(top);
        } else if (top.offset() > now.offset()) {
            refill.fill(feed);
        }
    }

    private boolean isDroppable(Topic topic) {
        Namespace namespace = namespaces.get(topic.namespace());
        return namespace != null && namespace.droppable();
    }

    private void open(TopicFeed feed) {
        UniHelper.toFuture(
                        fanout.subscribe(feed.topic())
                                .chain(() -> streams.top(feed.topic()))
                                .ifNoItem()
                                .after(config.timeout())
                                .fail()
                                .emitOn(this::execute))
                .onSuccess(top -> opened(feed, top))
                .onFailure(failure -> execute(() -> failed(feed, failure)));
    }

    private void opened(TopicFeed feed, Position top) {
        failing = false;
        feed.open(top);
        refill.ifGap(feed);
        closeIfUnused(feed);
    }

    private void failed(TopicFeed feed, Throwable failure) {
        if (!failing) {
            LOG.warnf("%s and perhaps others cannot be received: %s", feed.topic(), failure);
        }
        failing = true;
        feed.failed(failure);
        close(feed);
    }

    private void received(Delivered delivered) {
        TopicFeed feed = feeds.get(delivered.topic());
        if (feed != null && pulse.isSteady()) {
            metrics.received();
            feed.received(delivered);
            refill.ifGap(feed);
        }
    }

    private void markUnchecked(Set<Topic> topics) {
        LOG.infof("Redis is back, comparing the positions of %d topics", topics.size());
        topics.stream().map(feeds::get).filter(Objects::nonNull).forEach(TopicFeed::markUnchecked);
    }

    private void closeIfUnused(TopicFeed feed) {
        if (feed.isEmpty() && feed.position() != null) {
            close(feed);
        }
    }

    private void close(TopicFeed feed) {
        if (feeds.remove(feed.topic(), feed)) {
            fanout.unsubscribe(feed.topic());
        }
    }
}

package io.worksync.gateway.subscription;

import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.worksync.realtime.Position;
import io.worksync.realtime.Recovery;
import io.worksync.realtime.TopicStreams;

/// Reads back from a stream what pub/sub did not bring, once at a time for each topic, and until it
/// has it.
final class Refill {

    private static final long RETRY_MILLIS = 1000;

    private final Hub hub;
    private final Vertx vertx;
    private final TopicStreams streams;
    private final DeliveryMetrics metrics;

    Refill(Hub hub, Vertx vertx, TopicStreams streams, DeliveryMetrics metrics) {
        this.hub = hub;
        this.vertx = vertx;
        this.streams = streams;
        this.metrics = metrics;
    }

    /// Fills the feed where it has seen that something is missing.
    void ifGap(TopicFeed feed) {
        if (feed.hasGap()) {
            fill(feed);
        }
    }

    /// Fills the feed up to the stream's top.
    void fill(TopicFeed feed) {
        Position since = feed.position();
        if (since == null || !feed.beginFilling()) {
            return;
        }
        UniHelper.toFuture(streams.recover(feed.topic(), since).emitOn(hub::execute))
                .onSuccess(recovery -> filled(feed, since, recovery))
                .onFailure(failure -> vertx.setTimer(RETRY_MILLIS, id -> retry(feed)));
    }

    private void filled(TopicFeed feed, Position since, Recovery recovery) {
        feed.endFilling();
        switch (recovery) {
            case Recovery.Whole whole -> feed.fill(whole.missed());
            case Recovery.Lost lost when since.equals(feed.position()) -> feed.restart(lost.top());
            // the topic went on by itself meanwhile; where it still has a gap, that is read next
            case Recovery.Lost lost -> {}
        }
        metrics.gapFilled();
        ifGap(feed);
    }

    private void retry(TopicFeed feed) {
        hub.execute(
                () -> {
                    feed.endFilling();
                    if (hub.isOpen(feed)) {
                        fill(feed);
                    }
                });
    }
}

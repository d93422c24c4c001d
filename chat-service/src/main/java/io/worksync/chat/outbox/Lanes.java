package io.worksync.chat.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.worksync.realtime.Committed;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Publishes what this process has just committed: one step at a time for a topic, and all that
/// waited meanwhile together in the next one.
///
/// Nothing depends on it: what it drops or fails at, the relay publishes.
@ApplicationScoped
class Lanes {

    private static final Comparator<Publication> BY_NUMBER =
            Comparator.comparing(
                    Publication::sequence, Comparator.nullsLast(Comparator.naturalOrder()));

    private final TopicWriter writer;
    private final Background background;
    private final OutboxConfig config;
    private final Clock clock;
    private final Counter dropped;
    // a topic is in here while something of it is being published
    private final Map<Topic, ArrayDeque<Publication>> waiting = new HashMap<>();
    private int waitingInAll;

    Lanes(
            TopicWriter writer,
            Background background,
            OutboxConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.writer = writer;
        this.background = background;
        this.config = config;
        this.clock = clock;
        this.dropped = metrics.counter("worksync_chat_publications_left_to_relay");
    }

    void offer(List<Pending> committed) {
        if (config.publishAtOnce()) {
            Committed now = new Committed(clock.millis());
            committed.forEach(pending -> offer(pending.committed(now)));
        }
    }

    private void offer(Pending pending) {
        if (isFirst(pending)) {
            publish(pending.topic());
        }
    }

    private synchronized boolean isFirst(Pending pending) {
        if (waitingInAll >= config.maxWaiting()) {
            dropped.increment();
            return false;
        }
        ArrayDeque<Publication> lane = waiting.get(pending.topic());
        boolean first = lane == null;
        if (lane == null) {
            lane = new ArrayDeque<>();
            waiting.put(pending.topic(), lane);
        }
        lane.add(pending.publication());
        waitingInAll++;
        return first;
    }

    private void publish(Topic topic) {
        List<Publication> batch = next(topic);
        if (batch.isEmpty()) {
            return;
        }
        Uni<Void> step = Uni.createFrom().deferred(() -> writer.write(topic, batch));
        background.run(step.onFailure().invoke(() -> drop(topic)), () -> publish(topic));
    }

    private synchronized List<Publication> next(Topic topic) {
        ArrayDeque<Publication> lane = waiting.get(topic);
        if (lane == null || lane.isEmpty()) {
            waiting.remove(topic);
            return List.of();
        }
        List<Publication> batch = new ArrayList<>();
        for (Publication publication = lane.poll();
                publication != null;
                publication = batch.size() < config.maxPublished() ? lane.poll() : null) {
            batch.add(publication);
        }
        waitingInAll -= batch.size();
        batch.sort(BY_NUMBER);
        return batch;
    }

    // Redis is away: trying again for each one that waits would only make callers' machines wait
    private synchronized void drop(Topic topic) {
        @Nullable ArrayDeque<Publication> lane = waiting.get(topic);
        if (lane != null) {
            dropped.increment(lane.size());
            waitingInAll -= lane.size();
            lane.clear();
        }
    }
}

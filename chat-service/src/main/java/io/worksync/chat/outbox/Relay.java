package io.worksync.chat.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Empties the outbox: makes sure that every event is on its topic, sends it to Kafka, and deletes
/// it once Kafka has it.
///
/// It always begins at the oldest row there is, so a commit that comes late is never skipped. One
/// process works at a time; while Redis or Kafka is away rows wait, in order.
@ApplicationScoped
class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int TOPICS_AT_ONCE = 8;

    private final Vertx vertx;
    private final PgRelayLock lock;
    private final PgOutboxRows outbox;
    private final TopicWriter topics;
    private final Published alreadyPublished;
    private final KafkaSender kafka;
    private final Background background;
    private final OutboxConfig config;
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final OutboxMetrics metrics;
    private volatile boolean stopped;
    private volatile long timer;

    Relay(
            Vertx vertx,
            PgRelayLock lock,
            PgOutboxRows outbox,
            TopicWriter topics,
            Published alreadyPublished,
            KafkaSender kafka,
            Background background,
            OutboxConfig config,
            OutboxMetrics metrics) {
        this.vertx = vertx;
        this.lock = lock;
        this.outbox = outbox;
        this.topics = topics;
        this.alreadyPublished = alreadyPublished;
        this.kafka = kafka;
        this.background = background;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        timer =
                vertx.setPeriodic(
                        config.poll().toMillis(), tick -> background.run(work(), () -> {}));
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
        background.run(lock.release(), () -> {});
    }

    /// Has events sent that were just committed here, where this process is the one that works.
    void wake() {
        if (lock.isHeld() && woken.compareAndSet(false, true)) {
            Uni<Void> soon =
                    Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(config.linger())
                            .invoke(() -> woken.set(false))
                            .chain(this::work);
            background.run(soon, () -> {});
        }
    }

    private Uni<Void> work() {
        if (stopped || !working.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return lock.acquire()
                .chain(this::drain)
                .invoke(() -> failing.set(false))
                .onFailure()
                .recoverWithUni(this::postponed)
                .onTermination()
                .invoke(() -> working.set(false));
    }

    // A connection that does not answer may hold the lock for nobody: it is given up.
    private Uni<Void> postponed(Throwable failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warnf("The outbox waits: %s", failure);
        }
        return failure instanceof TimeoutException ? lock.release() : Uni.createFrom().voidItem();
    }

    private Uni<Void> drain(Optional<PgConnection> locked) {
        if (locked.isEmpty()) {
            metrics.clear();
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> batch(locked.get()))
                .repeat()
                .until(count -> count < config.batch() || stopped)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> batch(PgConnection connection) {
        return outbox.oldest(connection)
                .call(rows -> measured(connection, rows))
                .chain(rows -> rows.isEmpty() ? none() : announced(connection, rows))
                .ifNoItem()
                .after(config.timeout())
                .fail();
    }

    /// How many wait is only asked where they are more than were read.
    private Uni<Void> measured(PgConnection connection, List<OutboxRow> rows) {
        Uni<Long> waiting =
                rows.size() < config.batch()
                        ? Uni.createFrom().item((long) rows.size())
                        : outbox.depth(connection);
        return waiting.invoke(all -> metrics.waiting(rows, all)).replaceWithVoid();
    }

    private static Uni<Integer> none() {
        return Uni.createFrom().item(0);
    }

    private Uni<Integer> announced(PgConnection connection, List<OutboxRow> rows) {
        return published(rows)
                .chain(() -> kafka.send(connection, rows))
                .chain(() -> outbox.delete(connection, rows))
                .invoke(metrics::clear)
                .replaceWith(rows.size());
    }

    private Uni<Void> published(List<OutboxRow> rows) {
        Map<Topic, List<Publication>> byTopic = new LinkedHashMap<>();
        for (OutboxRow row : rows) {
            Publication publication = row.publication();
            if (alreadyPublished.lacks(row.topic(), publication)) {
                byTopic.computeIfAbsent(row.topic(), topic -> new ArrayList<>()).add(publication);
            }
        }
        return Multi.createFrom()
                .iterable(byTopic.entrySet())
                .onItem()
                .transformToUni(entry -> topics.write(entry.getKey(), entry.getValue()))
                .merge(TOPICS_AT_ONCE)
                .collect()
                .last();
    }
}

package io.worksync.chat.topic;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.worksync.chat.ChatConfig;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Reads people's topics from PostgreSQL: who comes alone is read at once, who come together share
/// one statement, and one follows the other at a pace. So five thousand sessions that come back in
/// a few seconds cost some dozens of statements.
///
/// What is read is as of a moment after it was asked for. All state is confined to one loop.
@ApplicationScoped
class SharedReads {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private record Waiting(Context context, UniEmitter<? super Optional<PersonTopics>> emitter) {

        // back to where it was asked: a transaction that follows belongs to that request
        void answer(Consumer<UniEmitter<? super Optional<PersonTopics>>> answer) {
            context.runOnContext(ignored -> answer.accept(emitter));
        }
    }

    private final Vertx vertx;
    private final Context loop;
    private final PgPersonTopics store;
    private final ChatConfig.Topics limits;
    private final Counter statements;
    private final Map<UserId, List<Waiting>> waiting = new LinkedHashMap<>();
    private int waitingInAll;
    private boolean resting = true;

    SharedReads(Vertx vertx, PgPersonTopics store, ChatConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.store = store;
        this.limits = config.topics();
        this.statements = metrics.counter("worksync_chat_topic_statements_total");
    }

    /// The person's topics, or empty where the directory does not know them.
    Uni<Optional<PersonTopics>> of(UserId person) {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            Waiting asked = new Waiting(vertx.getOrCreateContext(), emitter);
                            loop.runOnContext(ignored -> offer(person, asked));
                        });
    }

    private void offer(UserId person, Waiting asked) {
        if (waitingInAll >= limits.maxWaiting()) {
            Refusal refusal =
                    Refusal.unavailable("Too many sessions begin now; try again", RETRY_AFTER);
            asked.answer(emitter -> emitter.fail(refusal));
            return;
        }
        waiting.computeIfAbsent(person, id -> new ArrayList<>(1)).add(asked);
        waitingInAll++;
        if (resting) {
            readSome();
        }
    }

    private void readSome() {
        Map<UserId, List<Waiting>> people = takeSome();
        resting = people.isEmpty();
        if (resting) {
            return;
        }
        statements.increment();
        long begun = System.nanoTime();
        UniHelper.toFuture(store.of(people.keySet()))
                .onComplete(
                        read ->
                                loop.runOnContext(
                                        ignored -> {
                                            if (read.succeeded()) {
                                                found(people, read.result());
                                            } else {
                                                failed(people, read.cause());
                                            }
                                            pauseSince(begun);
                                        }));
    }

    private Map<UserId, List<Waiting>> takeSome() {
        Map<UserId, List<Waiting>> people = new HashMap<>();
        Iterator<Map.Entry<UserId, List<Waiting>>> next = waiting.entrySet().iterator();
        while (next.hasNext() && people.size() < limits.peoplePerRead()) {
            Map.Entry<UserId, List<Waiting>> person = next.next();
            people.put(person.getKey(), person.getValue());
            waitingInAll -= person.getValue().size();
            next.remove();
        }
        return people;
    }

    private void pauseSince(long begun) {
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        long left = limits.pause().toMillis() - elapsed;
        if (left > 0) {
            vertx.setTimer(left, id -> loop.runOnContext(ignored -> readSome()));
        } else {
            readSome();
        }
    }

    private static void found(Map<UserId, List<Waiting>> people, List<PersonTopics> read) {
        for (PersonTopics topics : read) {
            List<Waiting> asked = people.remove(topics.user().id());
            if (asked != null) {
                asked.forEach(each -> each.answer(to -> to.complete(Optional.of(topics))));
            }
        }
        people.values()
                .forEach(
                        asked ->
                                asked.forEach(
                                        each -> each.answer(to -> to.complete(Optional.empty()))));
    }

    private static void failed(Map<UserId, List<Waiting>> people, Throwable failure) {
        people.values()
                .forEach(asked -> asked.forEach(each -> each.answer(to -> to.fail(failure))));
    }
}

package io.worksync.chat.message;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.database.PgFailures;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.message.NewMessage.Outcome;
import io.worksync.operations.tracing.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Appends messages, those that come while PostgreSQL is at work on others together in the next
/// statement, so that they share a commit.
///
/// A batch waits for nobody's lock and decides only what is clear. The others of it, and all of one
/// that failed, are appended each by itself, so that nobody's send waits for a stranger's channel
/// or fails for a stranger's mistake.
@ApplicationScoped
class AppendMessage {

    /// One that waits, and the context on which its caller goes on.
    private record Waiting(
            NewMessage message, Promise<@Nullable Outcome> outcome, @Nullable Context context) {

        void complete(@Nullable Outcome result) {
            if (context == null) {
                outcome.tryComplete(result);
            } else {
                context.runOnContext(ignored -> outcome.tryComplete(result));
            }
        }
    }

    private final PgTransactions transactions;
    private final PgNewMessages store;
    private final Tracing tracing;
    private final DistributionSummary sizes;
    private final int maxBatch;
    private final Duration patience;
    private final long paceNanos;
    private final Vertx vertx;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean working;
    private long began;

    AppendMessage(
            Vertx vertx,
            PgTransactions transactions,
            PgNewMessages store,
            ChatConfig config,
            Tracing tracing,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.store = store;
        this.tracing = tracing;
        this.maxBatch = config.database().maxBatch();
        this.patience = config.database().timeout();
        this.paceNanos = config.database().pace().toNanos();
        this.vertx = vertx;
        this.sizes = metrics.summary("worksync_chat_append_batch_size");
    }

    /// Appends one; done when it is committed.
    Uni<Outcome> append(NewMessage message) {
        return tracing.around(
                "commit message",
                SpanKind.CLIENT,
                Stream.of(message.traceparent()),
                () -> transactions.run(() -> appended(message)));
    }

    private Uni<Outcome> appended(NewMessage message) {
        return UniHelper.toUni(together(message))
                .chain(
                        outcome ->
                                outcome == null ? alone(message) : Uni.createFrom().item(outcome));
    }

    private Uni<Outcome> alone(NewMessage message) {
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(store.append(message)))
                .onFailure(PgFailures::isDuplicate)
                .recoverWithItem(new Outcome.Known());
    }

    private Future<@Nullable Outcome> together(NewMessage message) {
        Waiting mine = new Waiting(message, Promise.promise(), Vertx.currentContext());
        if (enqueue(mine)) {
            work();
        }
        return mine.outcome().future();
    }

    /// True for the one that has to start the work.
    private synchronized boolean enqueue(Waiting mine) {
        waiting.add(mine);
        boolean starts = !working;
        working = true;
        return starts;
    }

    private void work() {
        List<Waiting> batch = next();
        if (batch.isEmpty()) {
            return;
        }
        sizes.record(batch.size());
        began = System.nanoTime();
        store.appendAll(batch.stream().map(Waiting::message).toList())
                // a connection that is silent for ever must not keep all others waiting
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(
                        done -> {
                            for (int i = 0; i < batch.size(); i++) {
                                batch.get(i)
                                        .complete(done.succeeded() ? done.result().get(i) : null);
                            }
                            rest();
                        });
    }

    private void rest() {
        long left = TimeUnit.NANOSECONDS.toMillis(began + paceNanos - System.nanoTime());
        if (left > 0) {
            vertx.setTimer(left, id -> work());
        } else {
            work();
        }
    }

    private synchronized List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        List<Waiting> repeats = new ArrayList<>();
        Set<NewMessage.Key> keys = new HashSet<>();
        while (batch.size() < maxBatch && !waiting.isEmpty()) {
            Waiting first = waiting.removeFirst();
            // a repeat is told apart from the first only once that one is stored
            (keys.add(first.message().key()) ? batch : repeats).add(first);
        }
        repeats.reversed().forEach(waiting::addFirst);
        working = !batch.isEmpty();
        return batch;
    }
}

package io.worksync.gateway.session;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens as many sessions at once as make each other no slower, see [Pace]. The next ones wait
/// their turn, as many as still get it before their clients give up; those beyond are told at once
/// to come later.
///
/// When another node dies, its clients come all together. Without this each would make all others
/// slower, until none was done before its time was over, and all of them came again.
@ApplicationScoped
public class Turnstile {

    private final Pace pace;
    private final int maxWaiting;
    private final long longestWait;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int inside;

    /// @param gone whether nobody waits for the turn any more
    private record Turn(
            UniEmitter<? super Void> emitter,
            Executor executor,
            BooleanSupplier gone,
            long since) {}

    Turnstile(SessionConfig config, MeterRegistry metrics) {
        this.pace = new Pace(config.openAtOnce());
        this.maxWaiting = config.maxWaiting();
        this.longestWait = config.longestWait().toNanos();
        metrics.gauge("worksync_gateway_sessions_waiting", this, Turnstile::waiting);
    }

    /// Opens a session when its turn comes, on the executor.
    ///
    /// @param gone whether the client went meanwhile; then nothing is done
    /// @return fails with [Refused], 111, where too many wait
    public <T> Uni<T> pass(Executor executor, BooleanSupplier gone, Supplier<Uni<T>> opening) {
        return Uni.createFrom()
                .<Void>emitter(emitter -> enter(turn(emitter, executor, gone)))
                .chain(() -> opened(opening).onTermination().invoke(this::leave));
    }

    /// Whether so many wait, or one for so long, that others had better not come.
    public synchronized boolean isCrowded() {
        return waits(maxWaiting / 2, longestWait / 2);
    }

    private boolean waits(int number, long nanos) {
        Turn first = waiting.peek();
        return waiting.size() > number
                || (first != null && System.nanoTime() - first.since() > nanos);
    }

    private static Turn turn(
            UniEmitter<? super Void> emitter, Executor executor, BooleanSupplier gone) {
        AtomicBoolean cancelled = new AtomicBoolean();
        emitter.onTermination(() -> cancelled.set(true));
        return new Turn(
                emitter, executor, () -> cancelled.get() || gone.getAsBoolean(), System.nanoTime());
    }

    private <T> Uni<T> opened(Supplier<Uni<T>> opening) {
        long begin = System.nanoTime();
        return Uni.createFrom()
                .deferred(opening::get)
                .invoke(() -> took(System.nanoTime() - begin));
    }

    private synchronized void took(long nanos) {
        pace.took(nanos, !waiting.isEmpty());
    }

    private void enter(Turn turn) {
        Entry entry = entry(turn);
        switch (entry) {
            case INSIDE -> turn.emitter().complete(null);
            case WAITING -> {}
            case REFUSED ->
                    turn.emitter()
                            .fail(
                                    new Refused(
                                            ProtocolError.TOO_MANY_REQUESTS,
                                            Limit.WAITING_SESSIONS));
        }
    }

    private enum Entry {
        INSIDE,
        WAITING,
        REFUSED
    }

    private synchronized Entry entry(Turn turn) {
        if (inside < pace.allowed()) {
            inside++;
            return Entry.INSIDE;
        }
        if (waits(maxWaiting - 1, longestWait)) {
            return Entry.REFUSED;
        }
        waiting.add(turn);
        return Entry.WAITING;
    }

    /// The place goes to whoever has waited longest and is still there; and another one, where more
    /// are allowed now.
    private void leave() {
        release();
        for (Turn next = next(); next != null; next = next()) {
            Turn turn = next;
            // not from here: a row of those who fail at once would call each other
            turn.executor().execute(() -> take(turn));
        }
    }

    private synchronized void release() {
        inside--;
    }

    private void take(Turn turn) {
        if (turn.gone().getAsBoolean()) {
            turn.emitter().fail(new Refused(ProtocolError.INTERNAL));
            leave();
        } else {
            turn.emitter().complete(null);
        }
    }

    private synchronized @Nullable Turn next() {
        if (inside >= pace.allowed()) {
            return null;
        }
        Turn next = waiting.poll();
        if (next != null) {
            inside++;
        }
        return next;
    }

    private synchronized int waiting() {
        return waiting.size();
    }
}

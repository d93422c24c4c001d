package io.worksync.chat.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/// Runs work on PostgreSQL.
///
/// Work beyond the limit of what may wait, and work that takes too long, is refused with 503.
@ApplicationScoped
public class PgTransactions {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Mutiny.SessionFactory sessions;
    private final ChatConfig.Database limits;
    private final AtomicInteger running = new AtomicInteger();

    PgTransactions(Mutiny.SessionFactory sessions, ChatConfig config, MeterRegistry metrics) {
        this.sessions = sessions;
        this.limits = config.database();
        metrics.gauge("worksync_chat_database_calls_waiting", running);
    }

    /// Runs statements that need not see the same moment, or a single one, outside a transaction.
    public <T> Uni<T> read(Function<PgSession, Uni<T>> work) {
        return bounded(
                () ->
                        sessions.withStatelessSession(
                                hibernate -> work.apply(new PgSession(hibernate))));
    }

    /// Runs statements that happen together or not at all.
    public <T> Uni<T> write(Function<PgSession, Uni<T>> work) {
        return bounded(
                () ->
                        sessions.withStatelessTransaction(
                                hibernate -> work.apply(new PgSession(hibernate))));
    }

    /// Runs work of a store that speaks to PostgreSQL by itself, within the same limits.
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return bounded(work);
    }

    private <T> Uni<T> bounded(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> admitted(work));
    }

    // Memoized, since giving up waiting must not cancel the work: a cancelled session would never
    // go back to the pool.
    private <T> Uni<T> admitted(Supplier<Uni<T>> work) {
        if (running.incrementAndGet() > limits.maxWaiting()) {
            running.decrementAndGet();
            return Uni.createFrom().failure(overloaded());
        }
        return work.get()
                .onTermination()
                .invoke(() -> running.decrementAndGet())
                .memoize()
                .indefinitely()
                .ifNoItem()
                .after(limits.timeout())
                .failWith(PgTransactions::overloaded);
    }

    private static Refusal overloaded() {
        return Refusal.unavailable("The database does not keep up; try again", RETRY_AFTER);
    }
}

package io.worksync.chat.outbox;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.database.PgTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Stores facts with their announcements, and has them published once they are committed.
///
/// The result comes after the commit and does not wait for the publishing: whatever happens to
/// Redis, Kafka or this process then, the outbox still has what is to be said.
@ApplicationScoped
public class Announcer {

    private final PgTransactions transactions;
    private final PgOutbox outbox;
    private final Lanes lanes;
    private final Relay relay;

    Announcer(PgTransactions transactions, PgOutbox outbox, Lanes lanes, Relay relay) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.lanes = lanes;
        this.relay = relay;
    }

    /// Runs a transaction that ends with storing what it announces.
    public <T> Uni<T> commit(Function<PgSession, Uni<Announced<T>>> work) {
        return transactions
                .write(session -> work.apply(session).chain(done -> stored(session, done)))
                .invoke(stored -> publish(stored.pending()))
                .map(Stored::result);
    }

    /// Has events published that a transaction stored by itself.
    public void publish(List<Pending> committed) {
        if (committed.isEmpty()) {
            return;
        }
        lanes.offer(committed);
        relay.wake();
    }

    private <T> Uni<Stored<T>> stored(PgSession session, Announced<T> done) {
        return outbox.append(session, done.announcements())
                .map(pending -> new Stored<>(done.result(), pending));
    }

    private record Stored<T>(@Nullable T result, List<Pending> pending) {}
}

package io.worksync.signaling.ringing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.signaling.meeting.MeetingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;

/// Whom meetings ring, and how it went.
@ApplicationScoped
class PgRings {

    private static final String ANSWER =
            """
            update rings set outcome = 'answered'
            where meeting_id = $1 and user_id = $2 and (outcome is null or outcome = 'answered')
            """;
    private static final String DUE =
            """
            select meeting_id, user_id from rings where outcome is null and until <= $1
            order by until limit $2 for update skip locked
            """;
    private static final String MISS =
            "update rings set outcome = 'missed' where meeting_id = $1 and user_id = $2";

    private final Pool pool;
    private final MeetingConfig config;

    PgRings(Pool pool, MeetingConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// One person's ring.
    record Ring(MeetingId meeting, UserId user) {}

    /// Stores that the person joined; false where they were not rung or missed it.
    Uni<Boolean> answer(MeetingId meeting, UserId user) {
        return pool.preparedQuery(ANSWER)
                .execute(Tuple.of(meeting.value(), user.value()))
                .map(rows -> rows.rowCount() > 0)
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail();
    }

    /// Ends rings that are due, each after `announce` has completed for it: where that fails
    /// they stay due. No two instances end the same ring at once.
    Uni<Void> endDue(Instant now, Function<Ring, Uni<Void>> announce) {
        return pool.withTransaction(transaction -> endDue(transaction, now, announce));
    }

    private Uni<Void> endDue(
            SqlConnection transaction, Instant now, Function<Ring, Uni<Void>> announce) {
        return transaction
                .preparedQuery(DUE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), config.ringBatch()))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .map(PgRings::ring)
                .onItem()
                .transformToUniAndConcatenate(ring -> end(transaction, ring, announce))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> end(
            SqlConnection transaction, Ring ring, Function<Ring, Uni<Void>> announce) {
        Tuple arguments = Tuple.of(ring.meeting().value(), ring.user().value());
        return announce.apply(ring)
                .chain(() -> transaction.preparedQuery(MISS).execute(arguments))
                .replaceWithVoid();
    }

    private static Ring ring(Row row) {
        return new Ring(
                new MeetingId(row.getUUID("meeting_id")), new UserId(row.getUUID("user_id")));
    }
}

package io.worksync.signaling.ringing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.RingOutcome;
import io.worksync.signaling.meeting.MeetingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Whom meetings ring, and how it went.
@ApplicationScoped
class PgRings {

    /// Somebody rings once at a time in a meeting, and again after that ended without an answer.
    private static final String RING =
            """
            insert into rings (meeting_id, user_id, until, caller, rung_at)
            select $1, id, $3, $4, $5 from unnest($2::uuid[]) as id
            on conflict (meeting_id, user_id) do update
                set until = excluded.until, caller = excluded.caller, outcome = null,
                    rung_at = excluded.rung_at
                where rings.outcome is not null
            returning user_id
            """;
    private static final String BUSY =
            """
            select distinct p.user_id from participations p
            where p.user_id = any($1) and p.left_at is null and p.meeting_id <> $2
            """;
    private static final String ANSWER =
            """
            update rings set outcome = $3
            where meeting_id = $1 and user_id = $2 and (outcome is null or outcome = $3)
            """;
    private static final String FIND = "select 1 from rings where meeting_id = $1 and user_id = $2";
    private static final String OPEN =
            """
            select meeting_id, user_id, caller, rung_at from rings
            where meeting_id = $1 and outcome is null for update skip locked
            """;
    private static final String DUE =
            """
            select meeting_id, user_id, caller, rung_at from rings
            where outcome is null and until <= $1
            order by until limit $2 for update skip locked
            """;
    private static final String CLOSE =
            "update rings set outcome = $3 where meeting_id = $1 and user_id = $2";

    private final Pool pool;
    private final ObjectMapper mapper;
    private final MeetingConfig config;

    PgRings(Pool pool, ObjectMapper mapper, MeetingConfig config) {
        this.pool = pool;
        this.mapper = mapper;
        this.config = config;
    }

    /// One person's ring, by whom and since when.
    record Ring(MeetingId meeting, UserId user, @Nullable User caller, Instant since) {}

    /// Rings these people; gives those who did not ring already.
    Uni<List<UserId>> ring(MeetingId meeting, Collection<UserId> users, User caller, Instant now) {
        Tuple arguments =
                Tuple.of(
                        meeting.value(),
                        uuids(users),
                        at(now.plus(config.ringFor())),
                        json(caller),
                        at(now));
        return query(RING, arguments).map(PgRings::users);
    }

    /// Those of them who are in another meeting.
    Uni<List<UserId>> busy(MeetingId meeting, Collection<UserId> users) {
        return query(BUSY, Tuple.of(uuids(users), meeting.value())).map(PgRings::users);
    }

    /// Stores how the person answered; false where they do not ring, or answered otherwise.
    Uni<Boolean> answer(MeetingId meeting, UserId user, RingOutcome outcome) {
        return query(ANSWER, Tuple.of(meeting.value(), user.value(), text(outcome)))
                .map(rows -> rows.rowCount() > 0);
    }

    /// Whether the meeting rings the person, or once did.
    Uni<Boolean> rang(MeetingId meeting, UserId user) {
        return query(FIND, Tuple.of(meeting.value(), user.value()))
                .map(rows -> rows.rowCount() > 0);
    }

    /// Ends what still rings in the meeting; as [#endDue].
    Uni<Void> cancel(MeetingId meeting, BiFunction<SqlConnection, Ring, Uni<Void>> announce) {
        return pool.withTransaction(
                        transaction ->
                                end(
                                        transaction,
                                        transaction
                                                .preparedQuery(OPEN)
                                                .execute(Tuple.of(meeting.value())),
                                        RingOutcome.CANCELLED,
                                        announce))
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail();
    }

    /// Ends rings that are due, each after `announce` has completed for it: where that fails
    /// they stay due. No two instances end the same ring at once.
    Uni<Void> endDue(Instant now, BiFunction<SqlConnection, Ring, Uni<Void>> announce) {
        return pool.withTransaction(
                transaction ->
                        end(
                                transaction,
                                transaction
                                        .preparedQuery(DUE)
                                        .execute(Tuple.of(at(now), config.ringBatch())),
                                RingOutcome.MISSED,
                                announce));
    }

    private Uni<Void> end(
            SqlConnection transaction,
            Uni<RowSet<Row>> rings,
            RingOutcome outcome,
            BiFunction<SqlConnection, Ring, Uni<Void>> announce) {
        return rings.onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .map(this::ring)
                .onItem()
                .transformToUniAndConcatenate(
                        ring ->
                                announce.apply(transaction, ring)
                                        .chain(() -> close(transaction, ring, outcome)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> close(SqlConnection transaction, Ring ring, RingOutcome outcome) {
        return transaction
                .preparedQuery(CLOSE)
                .execute(Tuple.of(ring.meeting().value(), ring.user().value(), text(outcome)))
                .replaceWithVoid();
    }

    private Ring ring(Row row) {
        return new Ring(
                new MeetingId(row.getUUID("meeting_id")),
                new UserId(row.getUUID("user_id")),
                caller(row.getJsonObject("caller")),
                row.getOffsetDateTime("rung_at").toInstant());
    }

    private @Nullable User caller(@Nullable JsonObject json) {
        try {
            return json == null ? null : mapper.readValue(json.encode(), User.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject json(User caller) {
        try {
            return new JsonObject(mapper.writeValueAsString(caller));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<UserId> users(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new UserId(row.getUUID("user_id")))
                .toList();
    }

    private static UUID[] uuids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    private static String text(RingOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private Uni<RowSet<Row>> query(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail();
    }
}

package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.event.MeetingEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.signaling.meeting.Happening.Left;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import io.worksync.signaling.outbox.PgOutbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Keeps that meetings took place, with whom, and whom they rang.
///
/// Every step may be repeated; that a meeting started or ended reaches Kafka once it is stored.
@ApplicationScoped
public class PgMeetingHistory {

    private static final String START =
            """
            insert into meetings (id, title, channel_id, host_id, started_at, join_code)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (channel_id)
                where ended_at is null and channel_id is not null and scheduled_for is null
            do nothing
            """;
    private static final String RING =
            "insert into rings (meeting_id, user_id, until) select $1, unnest($2::uuid[]), $3";
    private static final String JOIN =
            """
            insert into participations
                (id, meeting_id, user_id, display_name, device_name, joined_at, role)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;
    private static final String LEAVE =
            """
            update participations set left_at = $3
            where meeting_id = $1 and id = any($2) and left_at is null
            """;
    private static final String LEAVE_ALL =
            "update participations set left_at = $2 where meeting_id = $1 and left_at is null";
    private static final String LEAVE_OTHERS =
            """
            update participations set left_at = $3
            where meeting_id = $1 and id <> all($2) and left_at is null and joined_at < $4
            """;
    private static final String END =
            "update meetings set ended_at = $2 where id = $1 and ended_at is null";
    private static final String PEOPLE =
            """
            select user_id from participations where meeting_id = $1
            group by user_id order by min(joined_at)
            """;
    private static final String END_RINGS =
            """
            update rings set until = $2
            where meeting_id = $1 and outcome is null and until > $2
            """;

    private final Pool pool;
    private final PgOutbox outbox;
    private final MeetingConfig config;
    private final Clock clock;

    PgMeetingHistory(Pool pool, PgOutbox outbox, MeetingConfig config, Clock clock) {
        this.pool = pool;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /// Whom to ring, and until when.
    public record Ring(Collection<UserId> users, Instant until) {}

    /// Stores a new meeting; false where its channel has one already.
    public Uni<Boolean> start(MeetingFacts facts, Ring ring) {
        return pool.withTransaction(transaction -> start(transaction, facts, ring))
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail();
    }

    /// Stores that somebody is about to take part.
    public Uni<Void> join(MeetingId meeting, Seat seat) {
        Tuple arguments =
                Tuple.from(
                        Arrays.asList(
                                seat.id().value(),
                                meeting.value(),
                                seat.userId().value(),
                                seat.displayName(),
                                seat.deviceName(),
                                PgRows.at(seat.joinedAt()),
                                seat.role().name().toLowerCase(Locale.ROOT)));
        return run(JOIN, arguments);
    }

    /// Stores that a participant is not there any more.
    public Uni<Void> leave(MeetingId meeting, ParticipantId participant) {
        UUID[] ids = {participant.value()};
        return run(LEAVE, Tuple.of(meeting.value(), ids, PgRows.at(clock.instant())));
    }

    /// Stores what a change did.
    Uni<Void> record(Change change) {
        return switch (change.after()) {
            case Ongoing ongoing -> left(ongoing.facts().id(), change.happenings());
            case Over over -> ended(over);
        };
    }

    /// Those who are not seated, and did not come just now, have left.
    Uni<Void> match(Ongoing meeting, Instant settled) {
        UUID[] seated =
                meeting.seats().stream().map(seat -> seat.id().value()).toArray(UUID[]::new);
        return run(
                LEAVE_OTHERS,
                Tuple.of(
                        meeting.facts().id().value(),
                        seated,
                        PgRows.at(clock.instant()),
                        PgRows.at(settled)));
    }

    private Uni<Void> left(MeetingId meeting, List<Happening> happenings) {
        UUID[] ids =
                happenings.stream()
                        .filter(Left.class::isInstance)
                        .map(happening -> ((Left) happening).seat().id().value())
                        .toArray(UUID[]::new);
        return ids.length == 0
                ? Uni.createFrom().voidItem()
                : run(LEAVE, Tuple.of(meeting.value(), ids, PgRows.at(clock.instant())));
    }

    Uni<Void> ended(Over meeting) {
        return pool.withTransaction(transaction -> end(transaction, meeting))
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail();
    }

    private Uni<Boolean> start(SqlConnection transaction, MeetingFacts facts, Ring ring) {
        UUID channel = facts.channelId() == null ? null : facts.channelId().value();
        Tuple meeting =
                Tuple.of(
                        facts.id().value(),
                        facts.title(),
                        channel,
                        facts.host().value(),
                        PgRows.at(facts.startedAt()),
                        facts.joinCode());
        return transaction
                .preparedQuery(START)
                .execute(meeting)
                .map(rows -> rows.rowCount() == 1)
                .call(isNew -> isNew ? started(transaction, facts, ring) : nothing());
    }

    private Uni<Void> started(SqlConnection transaction, MeetingFacts facts, Ring ring) {
        UUID[] users = ring.users().stream().map(UserId::value).toArray(UUID[]::new);
        MeetingEvent event = new MeetingEvent(facts.toMeeting(null, 0), List.of());
        return transaction
                .preparedQuery(RING)
                .execute(Tuple.of(facts.id().value(), users, PgRows.at(ring.until())))
                .chain(() -> outbox.add(transaction, "meeting.started", facts.id(), event));
    }

    private Uni<Void> end(SqlConnection transaction, Over over) {
        Tuple arguments = Tuple.of(over.facts().id().value(), PgRows.at(over.endedAt()));
        return transaction
                .preparedQuery(END)
                .execute(arguments)
                .map(rows -> rows.rowCount() == 1)
                .call(() -> transaction.preparedQuery(LEAVE_ALL).execute(arguments))
                .call(() -> transaction.preparedQuery(END_RINGS).execute(arguments))
                .chain(isNew -> isNew ? tellEnd(transaction, over) : nothing());
    }

    private Uni<Void> tellEnd(SqlConnection transaction, Over over) {
        MeetingId id = over.facts().id();
        return transaction
                .preparedQuery(PEOPLE)
                .execute(Tuple.of(id.value()))
                .map(rows -> PgRows.list(rows, row -> new UserId(row.getUUID("user_id"))))
                .map(people -> new MeetingEvent(over.toMeeting(), people))
                .chain(event -> outbox.add(transaction, "meeting.ended", id, event));
    }

    private Uni<Void> run(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail()
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}

package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.event.AttendanceEvent;
import io.worksync.contracts.event.MeetingEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.contracts.meeting.Recording;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import io.worksync.signaling.meeting.LiveMeeting.Scheduled;
import io.worksync.signaling.outbox.PgOutbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps that meetings took place, with whom, and all that the live state needs to be restored.
///
/// Every transaction writes to the meeting before it writes to those in it, so that no two wait for
/// each other. Every step may be repeated, and a later one is not undone by an earlier one that
/// comes late. That a meeting started or ended reaches Kafka once it is stored.
@ApplicationScoped
public class PgMeetingHistory {

    private static final String CREATE =
            """
            insert into meetings (id, channel_id, host_id, created_at, join_code, e2ee,
                title, scheduled_for, locked, lobby, relay_only, started_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (channel_id)
                where ended_at is null and channel_id is not null and scheduled_for is null
            do nothing
            """;
    private static final String SAVE =
            """
            update meetings set version = $2, title = $3, scheduled_for = $4, locked = $5,
                lobby = $6, relay_only = $7, media_plane = $8, recorded_by = $9,
                recorded_since = $10, started_at = $11
            where id = $1 and version < $2 and ended_at is null
            """;
    private static final String JOIN =
            """
            insert into participations
                (id, meeting_id, user_id, display_name, device_name, joined_at, role,
                 audio, video, screen, hand, resume_hash, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (id) do update set joined_at = excluded.joined_at, role = excluded.role,
                audio = excluded.audio, video = excluded.video, screen = excluded.screen,
                hand = excluded.hand, version = excluded.version, left_at = null,
                left_reason = null
            where participations.version <= excluded.version
            """;
    private static final String KNOCK =
            """
            insert into lobby (id, meeting_id, user_id, display_name, device_name, audio, video,
                resume_hash, waiting_since, admitted)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (id) do update set admitted = excluded.admitted
            """;
    private static final String COME_IN = "delete from lobby where id = $1";
    private static final String LEAVE =
            """
            update participations set left_at = $2, left_reason = $3, version = $4
            where id = $1 and left_at is null and version <= $4
            """;
    private static final String LEAVE_ALL =
            """
            update participations set left_at = $2, left_reason = 'ended', version = $3
            where meeting_id = $1 and left_at is null
            """;
    private static final String EMPTY_LOBBY = "delete from lobby where meeting_id = $1";
    private static final String LEAVE_OTHERS =
            """
            update participations set left_at = $3, left_reason = 'lost'
            where meeting_id = $1 and id <> all($2) and left_at is null and joined_at < $4
            """;
    private static final String EMPTY_OTHERS =
            "delete from lobby where meeting_id = $1 and id <> all($2) and waiting_since < $3";
    private static final String END =
            """
            update meetings set ended_at = $2, recorded_by = null, recorded_since = null
            where id = $1 and ended_at is null
            """;
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
    private static final String INVITE =
            """
            insert into guests (meeting_id, user_id)
            select $1, id from unnest($2::uuid[]) as id
            where (select count(*) from guests where meeting_id = $1) < $3
            on conflict do nothing
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

    /// Stores a new meeting and those invited to it; false where its channel has one already.
    public Uni<Boolean> create(Open meeting, Collection<UserId> invited) {
        return inTransaction(transaction -> create(transaction, meeting, invited));
    }

    /// Stores that people may see the meeting who are not of its channel.
    public Uni<Void> invite(MeetingId meeting, Collection<UserId> people) {
        return run(INVITE, invitation(meeting, people));
    }

    /// Stores that somebody is about to take part.
    public Uni<Void> join(MeetingId meeting, Seat seat) {
        return run(JOIN, participation(meeting, seat, clock.millis()));
    }

    /// Stores that somebody who was about to take part does not.
    public Uni<Void> stayOut(ParticipantId participant) {
        return run(LEAVE, leave(participant, LeaveReason.LOST, clock.millis()));
    }

    /// Stores what a change did.
    Uni<Void> record(Change change) {
        return switch (change.after()) {
            case Over over -> ended(over, change.happenings());
            case Open open ->
                    inTransaction(transaction -> record(transaction, open, change))
                            .replaceWithVoid();
        };
    }

    /// Those who are not seated, and did not come just now, have left.
    Uni<Void> match(Open meeting, Instant settled) {
        UUID[] seated =
                meeting.seats().stream().map(seat -> seat.id().value()).toArray(UUID[]::new);
        UUID[] waiting =
                meeting.room().lobby().stream()
                        .map(guest -> guest.id().value())
                        .toArray(UUID[]::new);
        UUID id = meeting.facts().id().value();
        OffsetDateTime before = PgRows.at(settled);
        OffsetDateTime now = PgRows.at(clock.instant());
        return inTransaction(
                        transaction ->
                                transaction
                                        .preparedQuery(LEAVE_OTHERS)
                                        .execute(Tuple.of(id, seated, now, before))
                                        .chain(
                                                left ->
                                                        left.rowCount() > 0
                                                                ? tellAttendance(
                                                                        transaction, meeting)
                                                                : nothing()))
                .chain(() -> run(EMPTY_OTHERS, Tuple.of(id, waiting, before)))
                .chain(() -> run(SAVE, settings(meeting)));
    }

    Uni<Void> ended(Over meeting, List<Happening> happenings) {
        return inTransaction(transaction -> end(transaction, meeting, happenings))
                .replaceWithVoid();
    }

    private Uni<Boolean> create(
            SqlConnection transaction, Open meeting, Collection<UserId> invited) {
        Settings settings = meeting.room().settings();
        MeetingFacts facts = meeting.facts();
        Tuple row =
                tuple(
                        facts.id().value(),
                        facts.channelId() == null ? null : facts.channelId().value(),
                        facts.host().value(),
                        PgRows.at(facts.createdAt()),
                        facts.joinCode(),
                        facts.e2ee(),
                        settings.title(),
                        PgRows.atOrNull(settings.scheduledFor()),
                        settings.locked(),
                        settings.lobby(),
                        settings.relayOnly(),
                        PgRows.atOrNull(startedAt(meeting)));
        return transaction
                .preparedQuery(CREATE)
                .execute(row)
                .map(rows -> rows.rowCount() == 1)
                .call(isNew -> isNew ? created(transaction, meeting, invited) : nothing());
    }

    private Uni<Void> created(SqlConnection transaction, Open meeting, Collection<UserId> invited) {
        return transaction
                .preparedQuery(INVITE)
                .execute(invitation(meeting.facts().id(), invited))
                .chain(
                        () ->
                                switch (meeting) {
                                    case Ongoing ongoing -> tellStart(transaction, ongoing);
                                    case Scheduled scheduled -> nothing();
                                });
    }

    private Uni<Void> tellStart(SqlConnection transaction, Ongoing meeting) {
        List<UserId> people = meeting.seats().stream().map(Seat::userId).distinct().toList();
        MeetingEvent event = new MeetingEvent(meeting.toMeeting(), people);
        return outbox.add(transaction, "meeting.started", meeting.facts().id(), event);
    }

    private Uni<Void> record(SqlConnection transaction, Open meeting, Change change) {
        boolean saves =
                meeting instanceof Scheduled
                        || change.happenings().stream().anyMatch(PgMeetingHistory::changesMeeting);
        return (saves ? execute(transaction, SAVE, settings(meeting)) : nothing())
                .chain(
                        () ->
                                each(
                                        change.happenings(),
                                        happening -> record(transaction, meeting, happening)))
                .chain(
                        () ->
                                change.happenings().stream()
                                                .anyMatch(PgMeetingHistory::changesAttendance)
                                        ? tellAttendance(transaction, meeting)
                                        : nothing());
    }

    private static boolean changesAttendance(Happening happening) {
        return happening instanceof Happening.Joined || happening instanceof Happening.Left;
    }

    private Uni<Void> tellAttendance(SqlConnection transaction, Open meeting) {
        List<UserId> people = meeting.seats().stream().map(Seat::userId).distinct().toList();
        return tellAttendance(transaction, meeting.facts().id(), people, meeting.room().version());
    }

    private Uni<Void> tellAttendance(
            SqlConnection transaction, MeetingId id, List<UserId> people, long version) {
        AttendanceEvent event = new AttendanceEvent(id, people, version);
        return outbox.add(transaction, "attendance.changed", id, event);
    }

    private static boolean changesMeeting(Happening happening) {
        return happening instanceof Happening.Started || happening instanceof Happening.Changed;
    }

    private Uni<Void> record(SqlConnection transaction, Open meeting, Happening happening) {
        MeetingId id = meeting.facts().id();
        long version = meeting.room().version();
        return switch (happening) {
            case Happening.Started started ->
                    meeting instanceof Ongoing ongoing
                            ? tellStart(transaction, ongoing)
                            : nothing();
            case Happening.Joined(Seat seat) ->
                    execute(transaction, JOIN, participation(id, seat, version))
                            .chain(() -> comeIn(transaction, seat.id()));
            case Happening.Updated(Seat seat) ->
                    execute(transaction, JOIN, participation(id, seat, version));
            case Happening.Left(Seat seat, LeaveReason reason) ->
                    execute(transaction, LEAVE, leave(seat.id(), reason, version));
            case Happening.Knocked(Guest guest) -> execute(transaction, KNOCK, knock(id, guest));
            case Happening.Admitted(Guest guest) -> execute(transaction, KNOCK, knock(id, guest));
            case Happening.TurnedAway(Guest guest, LeaveReason reason) ->
                    comeIn(transaction, guest.id());
            case Happening.Removed removed -> nothing();
            case Happening.Muted muted -> nothing();
            case Happening.Changed changed -> nothing();
            case Happening.Ended ended -> nothing();
        };
    }

    private static Uni<Void> comeIn(SqlConnection transaction, ParticipantId id) {
        return execute(transaction, COME_IN, Tuple.of(id.value()));
    }

    private Uni<Void> end(SqlConnection transaction, Over over, List<Happening> happenings) {
        UUID id = over.facts().id().value();
        OffsetDateTime at = PgRows.at(over.endedAt());
        long version = over.room().version();
        return transaction
                .preparedQuery(END)
                .execute(Tuple.of(id, at))
                .map(rows -> rows.rowCount() == 1)
                .call(() -> each(happenings, happening -> leave(transaction, over, happening)))
                .call(() -> execute(transaction, LEAVE_ALL, Tuple.of(id, at, version)))
                .call(() -> execute(transaction, EMPTY_LOBBY, Tuple.of(id)))
                .call(() -> execute(transaction, END_RINGS, Tuple.of(id, at)))
                .chain(isNew -> isNew ? tellEnd(transaction, over) : nothing());
    }

    private Uni<Void> leave(SqlConnection transaction, Over over, Happening happening) {
        return happening instanceof Happening.Left(Seat seat, LeaveReason reason)
                ? execute(transaction, LEAVE, leave(seat.id(), reason, over.room().version()))
                : nothing();
    }

    private static Uni<Void> each(List<Happening> happenings, Function<Happening, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(happenings)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> tellEnd(SqlConnection transaction, Over over) {
        MeetingId id = over.facts().id();
        return transaction
                .preparedQuery(PEOPLE)
                .execute(Tuple.of(id.value()))
                .map(rows -> PgRows.list(rows, row -> new UserId(row.getUUID("user_id"))))
                .map(people -> new MeetingEvent(over.toMeeting(), people))
                .chain(event -> outbox.add(transaction, "meeting.ended", id, event))
                .chain(() -> tellAttendance(transaction, id, List.of(), over.room().version()));
    }

    private static Tuple settings(Open meeting) {
        Settings settings = meeting.room().settings();
        Recording recording = settings.recording();
        return tuple(
                meeting.facts().id().value(),
                meeting.room().version(),
                settings.title(),
                PgRows.atOrNull(settings.scheduledFor()),
                settings.locked(),
                settings.lobby(),
                settings.relayOnly(),
                PgRows.lower(settings.mediaPlane()),
                recording == null ? null : recording.startedBy().value(),
                recording == null ? null : PgRows.at(recording.startedAt()),
                PgRows.atOrNull(startedAt(meeting)));
    }

    private static @Nullable Instant startedAt(Open meeting) {
        return meeting instanceof Ongoing ongoing ? ongoing.startedAt() : null;
    }

    private static Tuple participation(MeetingId meeting, Seat seat, long version) {
        return tuple(
                seat.id().value(),
                meeting.value(),
                seat.userId().value(),
                seat.displayName(),
                seat.deviceName(),
                PgRows.at(seat.joinedAt()),
                PgRows.lower(seat.role()),
                seat.media().audio(),
                seat.media().video(),
                seat.media().screen(),
                seat.media().hand(),
                seat.resumeHash(),
                version);
    }

    private static Tuple knock(MeetingId meeting, Guest guest) {
        return tuple(
                guest.id().value(),
                meeting.value(),
                guest.userId().value(),
                guest.displayName(),
                guest.deviceName(),
                guest.media().audio(),
                guest.media().video(),
                guest.resumeHash(),
                PgRows.at(guest.waitingSince()),
                guest.admitted());
    }

    private Tuple leave(ParticipantId id, LeaveReason reason, long version) {
        return Tuple.of(id.value(), PgRows.at(clock.instant()), PgRows.lower(reason), version);
    }

    private Tuple invitation(MeetingId meeting, Collection<UserId> people) {
        UUID[] ids = people.stream().map(UserId::value).toArray(UUID[]::new);
        return Tuple.of(meeting.value(), ids, (long) config.maxGuests());
    }

    private <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> steps) {
        return pool.withTransaction(steps).ifNoItem().after(config.databaseTimeout()).fail();
    }

    private Uni<Void> run(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail()
                .replaceWithVoid();
    }

    private static Uni<Void> execute(SqlConnection transaction, String sql, Tuple arguments) {
        return transaction.preparedQuery(sql).execute(arguments).replaceWithVoid();
    }

    private static Tuple tuple(@Nullable Object... values) {
        return Tuple.from(Arrays.asList(values));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}

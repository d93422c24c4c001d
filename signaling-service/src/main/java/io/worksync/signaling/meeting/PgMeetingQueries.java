package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what is kept of meetings.
@ApplicationScoped
public class PgMeetingQueries {

    private static final String MEETING = "select * from meetings where id = $1";
    private static final String OF_CODE =
            "select id as meeting_id from meetings where join_code = $1";
    private static final String SEATS =
            """
            select * from participations
            where meeting_id = $1 and left_at is null order by joined_at, id
            """;
    private static final String LOBBY =
            "select * from lobby where meeting_id = $1 order by waiting_since, id";
    private static final String REMOVED =
            """
            select distinct user_id from participations
            where meeting_id = $1 and left_reason = 'removed' limit 1000
            """;
    private static final String PAGE =
            """
            select m.*, (select count(*) from participations p
                         where p.meeting_id = m.id and p.left_at is null) as participants
            from meetings m
            where m.channel_id = $1 and m.id < $2
                and (not $3 or (m.ended_at is null and m.started_at is not null))
            order by m.id desc limit $4
            """;
    private static final String OF_USER =
            "select distinct meeting_id from participations where user_id = $1 and left_at is null";
    private static final String IN_CHANNEL =
            """
            select id as meeting_id from meetings
            where channel_id = $1 and ended_at is null and scheduled_for is null
            """;
    private static final String OPEN_IN_CHANNEL =
            "select id as meeting_id from meetings where channel_id = $1 and ended_at is null";
    private static final String ONGOING =
            """
            select id as meeting_id from meetings
            where ended_at is null and id > $1
                and (started_at is not null
                    or exists (select 1 from participations p
                               where p.meeting_id = meetings.id and p.left_at is null)
                    or exists (select 1 from lobby l where l.meeting_id = meetings.id))
            order by id limit $2
            """;
    private static final String COUNT =
            """
            select count(distinct meeting_id) as meetings, count(*) as participants
            from participations p join meetings m on m.id = p.meeting_id
            where m.ended_at is null and p.left_at is null
            """;
    private static final String FORGOTTEN =
            """
            select id as meeting_id from meetings
            where ended_at is null and started_at is null and scheduled_for < $1 limit $2
            """;
    private static final String PRESENT =
            "select id from participations where meeting_id = $1 and left_at is null";
    private static final String OWNER =
            """
            select user_id from participations where id = $1 and left_at is null
            union all select user_id from lobby where id = $1
            """;
    private static final String FORMER =
            """
            select user_id, resume_hash from participations
            where id = $1 and meeting_id = $2
                and (left_reason is null or left_reason not in ('removed', 'denied'))
            """;
    private static final String STARTED =
            "select count(*) as started from meetings where host_id = $1 and created_at > $2";
    private static final String IS_GUEST =
            "select 1 from guests where meeting_id = $1 and user_id = $2";

    private final Pool pool;
    private final MeetingConfig config;

    PgMeetingQueries(Pool pool, MeetingConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// The meeting with those who did not leave, or null.
    public Uni<@Nullable LiveMeeting> find(MeetingId id) {
        return query(MEETING, Tuple.of(id.value()))
                .map(rows -> PgRows.list(rows, PgRows::empty))
                .chain(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().nullItem()
                                        : filled(found.getFirst()));
    }

    /// The meeting that the code opens, if any.
    public Uni<List<MeetingId>> ofCode(String code) {
        return ids(OF_CODE, Tuple.of(code));
    }

    /// Meetings of a channel with ids below `before`, newest first.
    public Uni<List<Meeting>> page(ChannelId channel, MeetingId before, Scope scope, int limit) {
        Tuple arguments = Tuple.of(channel.value(), before.value(), scope == Scope.ONGOING, limit);
        return list(PAGE, arguments, PgRows::meeting);
    }

    /// Which meetings to list.
    public enum Scope {
        ALL,
        ONGOING
    }

    /// The meetings in which the person has a participant.
    public Uni<List<MeetingId>> joinedBy(UserId user) {
        return ids(OF_USER, Tuple.of(user.value()));
    }

    /// The channel's own ongoing meeting, if any.
    public Uni<List<MeetingId>> ongoingIn(ChannelId channel) {
        return ids(IN_CHANNEL, Tuple.of(channel.value()));
    }

    /// All meetings of a channel that are not over.
    public Uni<List<MeetingId>> openIn(ChannelId channel) {
        return ids(OPEN_IN_CHANNEL, Tuple.of(channel.value()));
    }

    /// Meetings with ids above `after` that somebody is in or waits for, oldest first.
    Uni<List<MeetingId>> ongoing(MeetingId after, int limit) {
        return ids(ONGOING, Tuple.of(after.value(), limit));
    }

    /// How many meetings somebody is in, and how many participants are in them.
    public record Count(long meetings, long participants) {}

    public Uni<Count> count() {
        return list(
                        COUNT,
                        Tuple.tuple(),
                        row -> new Count(row.getLong("meetings"), row.getLong("participants")))
                .map(List::getFirst);
    }

    /// Meetings that were scheduled for a time before, and to which nobody came.
    public Uni<List<MeetingId>> forgotten(Instant before) {
        return ids(FORGOTTEN, Tuple.of(PgRows.at(before), config.sweepBatch()));
    }

    /// The participants who did not leave.
    Uni<Set<ParticipantId>> present(MeetingId meeting) {
        return list(PRESENT, Tuple.of(meeting.value()), row -> new ParticipantId(row.getUUID("id")))
                .map(Set::copyOf);
    }

    /// Whose participant this is, in a meeting or a lobby; null for one who left or never was.
    public Uni<@Nullable UserId> owner(ParticipantId participant) {
        return list(OWNER, Tuple.of(participant.value()), PgMeetingQueries::user)
                .map(owners -> owners.isEmpty() ? null : owners.getFirst());
    }

    /// Whether the token proves that the participant was this person's device, whom no host took
    /// out.
    public Uni<Boolean> wasOnce(
            MeetingId meeting, ParticipantId participant, UserId user, ResumeToken token) {
        Tuple arguments = Tuple.of(participant.value(), meeting.value());
        return list(
                        FORMER,
                        arguments,
                        row ->
                                user(row).equals(user)
                                        && token.matches(row.getString("resume_hash")))
                .map(found -> found.contains(true));
    }

    /// How many meetings the person made since then.
    public Uni<Integer> startedBy(UserId host, Instant since) {
        return query(STARTED, Tuple.of(host.value(), PgRows.at(since)))
                .map(rows -> rows.iterator().next().getInteger("started"));
    }

    /// Whether the person was invited, or had the meeting's code.
    public Uni<Boolean> isGuest(MeetingId meeting, UserId user) {
        return query(IS_GUEST, Tuple.of(meeting.value(), user.value()))
                .map(rows -> rows.rowCount() > 0);
    }

    private Uni<LiveMeeting> filled(LiveMeeting meeting) {
        return switch (meeting) {
            case Over over -> Uni.createFrom().item(over);
            case Open open -> withPeople(open);
        };
    }

    private Uni<LiveMeeting> withPeople(Open meeting) {
        Tuple id = Tuple.of(meeting.facts().id().value());
        return Uni.combine()
                .all()
                .unis(
                        list(SEATS, id, PgRows::seat),
                        list(LOBBY, id, PgRows::guest),
                        list(REMOVED, id, PgMeetingQueries::user))
                .with((seats, lobby, removed) -> filled(meeting, seats, lobby, removed));
    }

    private static LiveMeeting filled(
            Open meeting, List<Seat> seats, List<Guest> lobby, List<UserId> removed) {
        People people = new People(List.of(), Set.of(), Set.copyOf(removed));
        for (Seat seat : seats) {
            people = given(meeting, seat) ? people.withRole(seat.userId(), seat.role()) : people;
        }
        for (Guest guest : lobby) {
            people = guest.admitted() ? people.admit(guest.userId()) : people;
        }
        People known = people;
        Room room = meeting.room().withLobby(lobby).with((People none) -> known);
        if (seats.isEmpty()) {
            return meeting.with(room);
        }
        Instant startedAt =
                meeting instanceof Ongoing ongoing
                        ? ongoing.startedAt()
                        : seats.getFirst().joinedAt();
        return new Ongoing(room, startedAt, seats);
    }

    private static boolean given(Open meeting, Seat seat) {
        return seat.role() != MeetingRole.PARTICIPANT
                || seat.userId().equals(meeting.facts().host());
    }

    private static UserId user(Row row) {
        return new UserId(row.getUUID("user_id"));
    }

    private Uni<List<MeetingId>> ids(String sql, Tuple arguments) {
        return list(sql, arguments, row -> new MeetingId(row.getUUID("meeting_id")));
    }

    private <T> Uni<List<T>> list(String sql, Tuple arguments, Function<Row, T> mapping) {
        return query(sql, arguments).map(rows -> PgRows.list(rows, mapping));
    }

    private Uni<RowSet<Row>> query(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail();
    }
}

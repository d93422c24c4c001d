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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what is kept of meetings.
@ApplicationScoped
public class PgMeetingQueries {

    private static final String MEETING =
            "select id, title, channel_id, host_id, started_at, ended_at, join_code from meetings where id = $1";
    private static final String SEATS =
            """
            select id, user_id, display_name, device_name, role, joined_at from participations
            where meeting_id = $1 and left_at is null order by joined_at, id
            """;
    private static final String PAGE =
            """
            select m.*, (select count(*) from participations p
                         where p.meeting_id = m.id and p.left_at is null) as participants
            from meetings m
            where m.channel_id = $1 and m.id < $2 and (not $3 or m.ended_at is null)
            order by m.id desc limit $4
            """;
    private static final String OF_USER =
            "select distinct meeting_id from participations where user_id = $1 and left_at is null";
    private static final String IN_CHANNEL =
            "select id as meeting_id from meetings where channel_id = $1 and ended_at is null";
    private static final String ONGOING =
            """
            select id as meeting_id from meetings
            where ended_at is null and id > $1 order by id limit $2
            """;
    private static final String PRESENT =
            "select id from participations where meeting_id = $1 and left_at is null";
    private static final String OWNER =
            "select user_id from participations where id = $1 and left_at is null";
    private static final String STARTED =
            "select count(*) as started from meetings where host_id = $1 and started_at > $2";

    private final Pool pool;
    private final MeetingConfig config;

    PgMeetingQueries(Pool pool, MeetingConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// The meeting with those who did not leave, or null.
    public Uni<@Nullable LiveMeeting> find(MeetingId id) {
        return query(MEETING, Tuple.of(id.value()))
                .chain(
                        rows ->
                                rows.rowCount() == 0
                                        ? Uni.createFrom().nullItem()
                                        : withSeats(rows.iterator().next()));
    }

    /// Meetings of a channel with ids below `before`, newest first.
    public Uni<List<Meeting>> page(ChannelId channel, MeetingId before, Scope scope, int limit) {
        Tuple arguments = Tuple.of(channel.value(), before.value(), scope == Scope.ONGOING, limit);
        return query(PAGE, arguments).map(rows -> PgRows.list(rows, PgMeetingQueries::listed));
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

    /// The ongoing meeting of a channel, if any.
    public Uni<List<MeetingId>> ongoingIn(ChannelId channel) {
        return ids(IN_CHANNEL, Tuple.of(channel.value()));
    }

    /// Ongoing meetings with ids above `after`, oldest first.
    Uni<List<MeetingId>> ongoing(MeetingId after, int limit) {
        return ids(ONGOING, Tuple.of(after.value(), limit));
    }

    /// The participants who did not leave.
    Uni<Set<ParticipantId>> present(MeetingId meeting) {
        return query(PRESENT, Tuple.of(meeting.value()))
                .map(rows -> PgRows.list(rows, row -> new ParticipantId(row.getUUID("id"))))
                .map(Set::copyOf);
    }

    /// Whose participant this is; null for one who left or never was.
    public Uni<@Nullable UserId> owner(ParticipantId participant) {
        return query(OWNER, Tuple.of(participant.value()))
                .map(rows -> PgRows.list(rows, row -> new UserId(row.getUUID("user_id"))))
                .map(owners -> owners.isEmpty() ? null : owners.getFirst());
    }

    /// How many meetings the person started since then.
    public Uni<Integer> startedBy(UserId host, Instant since) {
        return query(STARTED, Tuple.of(host.value(), PgRows.at(since)))
                .map(rows -> rows.iterator().next().getInteger("started"));
    }

    private Uni<LiveMeeting> withSeats(Row row) {
        MeetingFacts facts = PgRows.facts(row);
        Instant endedAt = PgRows.endedAt(row);
        if (endedAt != null) {
            return Uni.createFrom().item(new LiveMeeting.Over(facts, endedAt));
        }
        return query(SEATS, Tuple.of(facts.id().value()))
                .map(rows -> PgRows.list(rows, PgRows::seat))
                .map(seats -> new LiveMeeting.Ongoing(facts, seats));
    }

    private static Meeting listed(Row row) {
        return PgRows.facts(row).toMeeting(PgRows.endedAt(row), row.getInteger("participants"));
    }

    private Uni<List<MeetingId>> ids(String sql, Tuple arguments) {
        return query(sql, arguments)
                .map(rows -> PgRows.list(rows, row -> new MeetingId(row.getUUID("meeting_id"))));
    }

    private Uni<RowSet<Row>> query(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail();
    }
}

package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Brings the history up to the live state, which decides: what it does not know of did not
/// happen, unless Redis lost the whole meeting.
@ApplicationScoped
public class MeetingReconciliation {

    private static final MeetingId FIRST = new MeetingId(new UUID(0, 0));

    private final RedisLiveMeetings states;
    private final LiveMeetings meetings;
    private final PgMeetingQueries queries;
    private final PgMeetingHistory history;
    private final MeetingConfig config;
    private final Clock clock;
    private volatile MeetingId last = FIRST;

    MeetingReconciliation(
            RedisLiveMeetings states,
            LiveMeetings meetings,
            PgMeetingQueries queries,
            PgMeetingHistory history,
            MeetingConfig config,
            Clock clock) {
        this.states = states;
        this.meetings = meetings;
        this.queries = queries;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    /// The next meetings that go on by the history, all in turn.
    public Uni<List<MeetingId>> nextOngoing() {
        return queries.ongoing(last, config.sweepBatch()).invoke(this::advance);
    }

    /// Completes the history of one, and takes those out whose joining was given up half-way.
    ///
    /// A join stores its participation before it takes the seat, so while it is under way only
    /// the history knows of it.
    public Uni<Void> reconcile(MeetingId id) {
        return states.find(id)
                .onItem()
                .ifNotNull()
                .transformToUni(found -> complete(found.meeting()));
    }

    private Uni<Void> complete(LiveMeeting meeting) {
        return switch (meeting) {
            case Open open -> match(open.facts().id(), open);
            case Over over -> history.ended(over, List.of());
        };
    }

    private Uni<Void> match(MeetingId id, Open meeting) {
        Instant settled = clock.instant().minus(config.joinWithin());
        return history.match(meeting, settled)
                .chain(() -> queries.present(id))
                .chain(
                        present ->
                                meetings.changeOpen(
                                        id, latest -> without(latest, present, settled)))
                .replaceWithVoid();
    }

    private Change without(Open meeting, Set<ParticipantId> present, Instant settled) {
        return meeting instanceof Ongoing ongoing
                ? Leaving.leave(
                        ongoing,
                        seat -> !present.contains(seat.id()) && seat.joinedAt().isBefore(settled),
                        LeaveReason.LOST,
                        clock.instant())
                : Change.none(meeting);
    }

    private void advance(List<MeetingId> ids) {
        last = ids.size() < config.sweepBatch() ? FIRST : ids.getLast();
    }
}

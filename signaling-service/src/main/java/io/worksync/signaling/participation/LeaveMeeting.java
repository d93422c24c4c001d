package io.worksync.signaling.participation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Guest;
import io.worksync.signaling.meeting.Leading;
import io.worksync.signaling.meeting.Leaving;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Takes participants out of meetings; the last one out ends the meeting.
@ApplicationScoped
class LeaveMeeting {

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;
    private final PgMeetingQueries queries;
    private final Clock clock;

    LeaveMeeting(
            VisibleMeetings visible, LiveMeetings meetings, PgMeetingQueries queries, Clock clock) {
        this.visible = visible;
        this.meetings = meetings;
        this.queries = queries;
        this.clock = clock;
    }

    /// On the word of the participant's own person, or of a host; 403 on anyone else's.
    /// Nobody is left in a meeting that is over.
    Uni<Void> leave(Caller caller, MeetingId id, ParticipantId participant) {
        return visible.get(caller, id)
                .chain(
                        meeting ->
                                switch (meeting) {
                                    case Open open -> takeOut(caller, id, participant);
                                    case Over over -> Uni.createFrom().voidItem();
                                });
    }

    private Uni<Void> takeOut(Caller caller, MeetingId id, ParticipantId participant) {
        return meetings.changeOpen(id, latest -> leave(latest, caller.id(), participant))
                .replaceWithVoid();
    }

    /// The person went away at that time; participants who joined later are somebody who came
    /// back.
    Uni<Void> leaveAll(UserId user, Instant at) {
        return queries.joinedBy(user).chain(ids -> leave(ids, user, LeaveReason.LOST, at));
    }

    /// The person may not see the channel's meetings any more.
    Uni<Void> leaveChannel(UserId user, ChannelId channel) {
        return queries.openIn(channel)
                .chain(ids -> leave(ids, user, LeaveReason.EXCLUDED, Instant.MAX));
    }

    private Change leave(Open meeting, UserId caller, ParticipantId participant) {
        Optional<Guest> guest = meeting.room().guest(participant);
        if (guest.isPresent()) {
            return leaveLobby(meeting, caller, guest.get());
        }
        Seat seat = meeting.seat(participant).orElseThrow(Refusal::notFound);
        if (!(meeting instanceof Ongoing ongoing)) {
            return Change.none(meeting);
        }
        return seat.userId().equals(caller)
                ? Leaving.leave(ongoing, seat::equals, LeaveReason.LEFT, clock.instant())
                : Leaving.remove(ongoing, caller, participant, clock.instant());
    }

    private static Change leaveLobby(Open meeting, UserId caller, Guest guest) {
        if (guest.userId().equals(caller)) {
            return Leaving.giveUp(meeting, guest);
        }
        Leading.require(meeting, caller);
        return Leading.deny(meeting, guest.id());
    }

    private Uni<Void> leave(List<MeetingId> ids, UserId user, LeaveReason reason, Instant until) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> leave(id, user, reason, until))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /// A meeting that is over, or has not begun, has nobody to take out.
    private Uni<Void> leave(MeetingId id, UserId user, LeaveReason reason, Instant until) {
        return meetings.change(
                        id,
                        latest ->
                                Leaving.leave(
                                        latest,
                                        seat ->
                                                seat.userId().equals(user)
                                                        && !seat.joinedAt().isAfter(until),
                                        reason,
                                        clock.instant()))
                .replaceWithVoid()
                .onFailure(Refusal.class)
                .recoverWithNull();
    }
}

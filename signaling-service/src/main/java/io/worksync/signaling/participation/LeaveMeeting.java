package io.worksync.signaling.participation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

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

    /// On the word of the participant's own person, or of the host; 403 on anyone else's.
    /// Nobody is left in a meeting that is over.
    Uni<Void> leave(Caller caller, MeetingId id, ParticipantId participant) {
        return visible.get(caller, id)
                .chain(
                        meeting ->
                                switch (meeting) {
                                    case Ongoing ongoing -> takeOut(caller, id, participant);
                                    case Over over -> Uni.createFrom().voidItem();
                                });
    }

    private Uni<Void> takeOut(Caller caller, MeetingId id, ParticipantId participant) {
        return meetings.change(id, latest -> leave(latest, caller, participant)).replaceWithVoid();
    }

    /// The person went away at that time; participants who joined later are somebody who came
    /// back.
    Uni<Void> leaveAll(UserId user, Instant at) {
        return queries.joinedBy(user).chain(ids -> leave(ids, user, at));
    }

    /// The person may not see the channel's meetings any more.
    Uni<Void> leaveChannel(UserId user, ChannelId channel) {
        return queries.ongoingIn(channel).chain(ids -> leave(ids, user, Instant.MAX));
    }

    private Change leave(Ongoing meeting, Caller caller, ParticipantId participant) {
        Seat seat = meeting.seat(participant).orElseThrow(Refusal::notFound);
        if (seat.userId().equals(caller.id())) {
            return Change.leave(meeting, seat::equals, clock.instant());
        }
        if (meeting.facts().host().equals(caller.id())) {
            return Change.remove(meeting, participant, clock.instant());
        }
        throw Refusal.forbidden("Only the host takes others out of a meeting");
    }

    private Uni<Void> leave(List<MeetingId> ids, UserId user, Instant until) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> leave(id, user, until))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /// A meeting that is over has nobody to take out.
    private Uni<Void> leave(MeetingId id, UserId user, Instant until) {
        return meetings.change(id, latest -> without(latest, user, until))
                .replaceWithVoid()
                .onFailure(Refusal.class)
                .recoverWithNull();
    }

    private Change without(Ongoing meeting, UserId user, Instant until) {
        return Change.leave(
                meeting,
                seat -> seat.userId().equals(user) && !seat.joinedAt().isAfter(until),
                clock.instant());
    }
}

package io.worksync.signaling.participation;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Waiting;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Leading;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiFunction;

/// Lets devices in from the lobby, or not; as a host.
@ApplicationScoped
class AdmitGuests {

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;

    AdmitGuests(VisibleMeetings visible, LiveMeetings meetings) {
        this.visible = visible;
        this.meetings = meetings;
    }

    /// Those who wait, oldest first.
    Uni<List<Waiting>> waiting(Caller caller, MeetingId id) {
        return visible.open(caller, id)
                .invoke(meeting -> Leading.require(meeting, caller.id()))
                .map(meeting -> meeting.room().waiting());
    }

    /// Letting one in who came in already changes nothing.
    Uni<Void> admit(Caller caller, MeetingId id, ParticipantId participant) {
        return decide(
                caller,
                id,
                (meeting, who) ->
                        meeting.seat(who).isPresent()
                                ? Change.none(meeting)
                                : Leading.admit(meeting, who),
                participant);
    }

    Uni<Void> deny(Caller caller, MeetingId id, ParticipantId participant) {
        return decide(caller, id, AdmitGuests::deny, participant);
    }

    private static Change deny(Open meeting, ParticipantId participant) {
        if (meeting.seat(participant).isPresent()) {
            throw Refusal.conflict("This one is in the meeting already: take them out");
        }
        return Leading.deny(meeting, participant);
    }

    private Uni<Void> decide(
            Caller caller,
            MeetingId id,
            BiFunction<Open, ParticipantId, Change> decision,
            ParticipantId participant) {
        return visible.open(caller, id)
                .invoke(meeting -> Leading.require(meeting, caller.id()))
                .chain(() -> meetings.changeOpen(id, latest -> decision.apply(latest, participant)))
                .replaceWithVoid();
    }
}

package io.worksync.signaling.lifecycle;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Leading;
import io.worksync.signaling.meeting.Leaving;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Ends a meeting for all, on a host's word. Once it is over, ending it again changes nothing.
@ApplicationScoped
class EndMeeting {

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;
    private final Clock clock;

    EndMeeting(VisibleMeetings visible, LiveMeetings meetings, Clock clock) {
        this.visible = visible;
        this.meetings = meetings;
        this.clock = clock;
    }

    Uni<Void> end(Caller caller, MeetingId id) {
        return visible.get(caller, id)
                .invoke(meeting -> Leading.require(meeting, caller.id()))
                .chain(meeting -> end(caller, meeting));
    }

    private Uni<Void> end(Caller caller, LiveMeeting meeting) {
        return switch (meeting) {
            case Open open ->
                    meetings.changeOpen(open.facts().id(), latest -> decide(caller, latest))
                            .replaceWithVoid();
            case LiveMeeting.Over over -> Uni.createFrom().voidItem();
        };
    }

    private Change decide(Caller caller, Open meeting) {
        Leading.require(meeting, caller.id());
        return Leaving.end(meeting, clock.instant());
    }
}

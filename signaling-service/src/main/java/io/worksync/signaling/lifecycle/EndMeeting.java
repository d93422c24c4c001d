package io.worksync.signaling.lifecycle;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Ends a meeting for all, on its host's word. Once it is over, ending it again changes nothing.
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
                .invoke(meeting -> requireHost(caller, meeting))
                .chain(this::end);
    }

    private Uni<Void> end(LiveMeeting meeting) {
        return switch (meeting) {
            case Ongoing ongoing ->
                    meetings.change(
                                    ongoing.facts().id(),
                                    latest -> Change.end(latest, clock.instant()))
                            .replaceWithVoid();
            case LiveMeeting.Over over -> Uni.createFrom().voidItem();
        };
    }

    private static void requireHost(Caller caller, LiveMeeting meeting) {
        if (!meeting.facts().host().equals(caller.id())) {
            throw Refusal.forbidden("Only the meeting's host ends it for all");
        }
    }
}

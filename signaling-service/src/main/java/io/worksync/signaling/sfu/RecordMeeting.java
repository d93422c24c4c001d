package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Recording;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Leading;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Has a meeting recorded, or no more. The meeting says so first; its media server follows.
@ApplicationScoped
class RecordMeeting {

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;
    private final SfuConfig config;
    private final Clock clock;

    RecordMeeting(VisibleMeetings visible, LiveMeetings meetings, SfuConfig config, Clock clock) {
        this.visible = visible;
        this.meetings = meetings;
        this.config = config;
        this.clock = clock;
    }

    /// 403 for all but hosts; 409 where there is no media server, or no folder to record into.
    Uni<Void> start(Caller caller, MeetingId id) {
        return change(caller, id, new Recording(caller.id(), clock.instant()));
    }

    Uni<Void> stop(Caller caller, MeetingId id) {
        return change(caller, id, null);
    }

    private Uni<Void> change(Caller caller, MeetingId id, @Nullable Recording recording) {
        return visible.ongoing(caller, id)
                .chain(() -> meetings.change(id, latest -> decide(caller, latest, recording)))
                .replaceWithVoid();
    }

    /// Beginning what goes on already changes nothing.
    private Change decide(Caller caller, Ongoing meeting, @Nullable Recording recording) {
        Leading.require(meeting, caller.id());
        boolean goesOn = meeting.room().settings().recording() != null;
        if (recording != null && !goesOn) {
            requirePossible(meeting);
        }
        return goesOn == (recording != null)
                ? Change.none(meeting)
                : Leading.settings(meeting, meeting.room().settings().withRecording(recording));
    }

    private void requirePossible(Ongoing meeting) {
        if (meeting.toMeeting().mediaPlane() != MediaPlaneKind.SFU) {
            throw Refusal.conflict("Only meetings that go through a media server are recorded");
        }
        if (meeting.toMeeting().e2ee()) {
            throw Refusal.conflict("What is encrypted from end to end cannot be recorded");
        }
        if (config.recordings().isEmpty()) {
            throw Refusal.conflict("This installation records nothing");
        }
    }
}

package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Tells the host of a meeting in which sizes a participant wants the pictures of the others.
@ApplicationScoped
class ChooseLayers {

    private final VisibleMeetings visible;
    private final RedisRooms rooms;

    ChooseLayers(VisibleMeetings visible, RedisRooms rooms) {
        this.visible = visible;
        this.rooms = rooms;
    }

    /// For a participant of the caller's; 403 for others, 409 where there is no media server.
    Uni<Void> choose(Caller caller, MeetingId id, ParticipantId participant, List<Wanted> wanted) {
        return visible.ongoing(caller, id)
                .invoke(meeting -> require(caller, meeting, participant))
                .chain(() -> rooms.order(id, new RoomOrder.Want(participant, wanted)));
    }

    private static void require(Caller caller, Ongoing meeting, ParticipantId participant) {
        if (!meeting.seats(caller.id(), participant)) {
            throw Refusal.forbidden("This is no participant of yours in this meeting");
        }
        if (meeting.toMeeting().mediaPlane() != MediaPlaneKind.SFU) {
            throw Refusal.conflict("This meeting goes through no media server");
        }
    }
}

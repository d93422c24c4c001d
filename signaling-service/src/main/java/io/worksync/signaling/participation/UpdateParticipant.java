package io.worksync.signaling.participation;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Participant;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.UnaryOperator;

/// Changes what one of the caller's own participants shows and does.
@ApplicationScoped
class UpdateParticipant {

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;

    UpdateParticipant(VisibleMeetings visible, LiveMeetings meetings) {
        this.visible = visible;
        this.meetings = meetings;
    }

    /// 403 for somebody else's participant; an update that changes nothing is announced to
    /// nobody.
    Uni<Participant> update(
            Caller caller,
            MeetingId id,
            ParticipantId participant,
            UnaryOperator<Seat.Media> with) {
        return visible.ongoing(caller, id)
                .chain(
                        () ->
                                meetings.change(
                                        id, latest -> update(latest, caller, participant, with)))
                .map(change -> seat((Ongoing) change.after(), participant).asNewcomer(id));
    }

    private static Change update(
            Ongoing meeting,
            Caller caller,
            ParticipantId participant,
            UnaryOperator<Seat.Media> with) {
        Seat seat = seat(meeting, participant);
        if (!seat.userId().equals(caller.id())) {
            throw Refusal.forbidden("This participant is somebody else");
        }
        Seat.Media media = with.apply(seat.media());
        return media.equals(seat.media())
                ? Change.none(meeting)
                : Change.update(meeting, participant, media);
    }

    private static Seat seat(Ongoing meeting, ParticipantId participant) {
        return meeting.seat(participant).orElseThrow(Refusal::notFound);
    }
}

package io.worksync.signaling.participation;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.Participant;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Leading;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.Muting;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Changes what a participant shows and does: one's own as one likes; as a host one turns off what
/// others show, and gives roles.
@ApplicationScoped
class UpdateParticipant {

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;

    UpdateParticipant(VisibleMeetings visible, LiveMeetings meetings) {
        this.visible = visible;
        this.meetings = meetings;
    }

    /// What changes; null stays as it is.
    record Update(
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean screen,
            @Nullable Boolean hand,
            @Nullable MeetingRole role) {

        private Seat.Media applied(Seat.Media media) {
            return new Seat.Media(
                    audio == null ? media.audio() : audio,
                    video == null ? media.video() : video,
                    screen == null ? media.screen() : screen,
                    hand == null ? media.hand() : hand);
        }

        /// As a muting of somebody else, whom nobody can turn anything on of.
        private Muting muting() {
            Set<Muting.Kind> kinds = EnumSet.noneOf(Muting.Kind.class);
            mute(kinds, Muting.Kind.AUDIO, audio);
            mute(kinds, Muting.Kind.VIDEO, video);
            mute(kinds, Muting.Kind.SCREEN, screen);
            mute(kinds, Muting.Kind.HAND, hand);
            return new Muting(kinds);
        }

        private static void mute(
                Set<Muting.Kind> kinds, Muting.Kind kind, @Nullable Boolean value) {
            if (Boolean.TRUE.equals(value)) {
                throw Refusal.forbidden("Only its own person turns on what a participant shows");
            }
            if (Boolean.FALSE.equals(value)) {
                kinds.add(kind);
            }
        }
    }

    /// 403 for somebody else's participant unless one is host; an update that changes nothing is
    /// announced to nobody.
    Uni<Participant> update(Caller caller, MeetingId id, ParticipantId participant, Update update) {
        return visible.ongoing(caller, id)
                .chain(
                        () ->
                                meetings.change(
                                        id,
                                        latest -> decide(latest, caller.id(), participant, update)))
                .map(change -> seat((Ongoing) change.after(), participant).asNewcomer(id));
    }

    private static Change decide(
            Ongoing meeting, UserId caller, ParticipantId participant, Update update) {
        Seat seat = seat(meeting, participant);
        if (update.role() != null) {
            return Leading.role(meeting, caller, participant, update.role());
        }
        if (seat.userId().equals(caller)) {
            return Leading.show(meeting, seat, update.applied(seat.media()));
        }
        Leading.require(meeting, caller);
        return Leading.mute(meeting, caller, participant, update.muting());
    }

    private static Seat seat(Ongoing meeting, ParticipantId participant) {
        return meeting.seat(participant).orElseThrow(Refusal::notFound);
    }
}

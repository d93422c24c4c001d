package io.worksync.signaling.participation;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.Participant;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.meeting.PgMeetingHistory;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.ringing.AnswerRing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a device into a meeting: the newest participant, who makes the first offer to each
/// other one.
@ApplicationScoped
class JoinMeeting {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;
    private final PgMeetingHistory history;
    private final AnswerRing answer;
    private final MeetingConfig config;
    private final Clock clock;

    JoinMeeting(
            VisibleMeetings visible,
            LiveMeetings meetings,
            PgMeetingHistory history,
            AnswerRing answer,
            MeetingConfig config,
            Clock clock) {
        this.visible = visible;
        this.meetings = meetings;
        this.history = history;
        this.answer = answer;
        this.config = config;
        this.clock = clock;
    }

    /// The new participant, the meeting, and those who were there before.
    record Joined(ParticipantId participantId, Meeting meeting, List<Participant> participants) {}

    Uni<Joined> join(Caller caller, MeetingId id, @Nullable String deviceName, Seat.Media media) {
        Seat seat =
                new Seat(
                        new ParticipantId(IDS.generate()),
                        caller.id(),
                        caller.user().displayName(),
                        deviceName,
                        MeetingRole.PARTICIPANT,
                        media,
                        clock.instant());
        return visible.ongoing(caller, id)
                .invoke(meeting -> Change.join(meeting, seat, config.maxParticipants()))
                .call(() -> history.join(id, seat))
                .chain(() -> take(id, seat))
                .call(meeting -> answer.answer(meeting.toMeeting(), caller.id()))
                .map(meeting -> joined(meeting, seat));
    }

    /// Takes the seat, unless the last one was taken meanwhile: then the history takes it back.
    private Uni<LiveMeeting> take(MeetingId id, Seat seat) {
        return meetings.change(id, latest -> Change.join(latest, seat, config.maxParticipants()))
                .onFailure()
                .call(() -> history.leave(id, seat.id()))
                .map(Change::after);
    }

    private static Joined joined(LiveMeeting meeting, Seat seat) {
        List<Participant> others =
                meeting instanceof Ongoing ongoing
                        ? ongoing.roster(seat.id()).stream()
                                .filter(other -> !other.participantId().equals(seat.id()))
                                .toList()
                        : List.of();
        return new Joined(seat.id(), meeting.toMeeting(), others);
    }
}

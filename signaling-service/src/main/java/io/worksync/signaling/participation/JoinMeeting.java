package io.worksync.signaling.participation;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.Participant;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Happening;
import io.worksync.signaling.meeting.Joining;
import io.worksync.signaling.meeting.Joining.Newcomer;
import io.worksync.signaling.meeting.Leases;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.PgMeetingHistory;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.meeting.ResumeToken;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.ringing.AnswerRing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes a device into a meeting: the newest participant, who makes the first offer to each
/// other one. Whoever comes back with its token is the participant that it was.
@ApplicationScoped
class JoinMeeting {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;
    private final Leases leases;
    private final PgMeetingHistory history;
    private final PgMeetingQueries queries;
    private final AnswerRing answer;
    private final Seating seating;
    private final Clock clock;

    JoinMeeting(
            VisibleMeetings visible,
            LiveMeetings meetings,
            Leases leases,
            PgMeetingHistory history,
            PgMeetingQueries queries,
            AnswerRing answer,
            Seating seating,
            Clock clock) {
        this.visible = visible;
        this.meetings = meetings;
        this.leases = leases;
        this.history = history;
        this.queries = queries;
        this.answer = answer;
        this.seating = seating;
        this.clock = clock;
    }

    /// The device, what it shows from the start, and which participant it says it was.
    record Device(@Nullable String name, Seat.Media media, @Nullable Resume resume) {}

    /// The participant that a device was, and the proof.
    record Resume(ParticipantId participantId, ResumeToken token) {}

    /// What came of it.
    sealed interface Outcome {

        ParticipantId participantId();

        ResumeToken token();

        Meeting meeting();

        /// The participant, and those who were there before.
        record Joined(
                ParticipantId participantId,
                ResumeToken token,
                Meeting meeting,
                List<Participant> participants)
                implements Outcome {}

        /// It waits in the lobby.
        record Waits(ParticipantId participantId, ResumeToken token, Meeting meeting)
                implements Outcome {}
    }

    Uni<Outcome> join(Caller caller, MeetingId id, Device device) {
        return visible.open(caller, id)
                .chain(meeting -> identify(caller, meeting, device))
                .chain(entrant -> enter(caller, id, entrant));
    }

    /// A newcomer, and the token that goes with it.
    private record Entrant(Open meeting, Newcomer newcomer, ResumeToken token) {}

    private Uni<Entrant> identify(Caller caller, Open meeting, Device device) {
        Resume resume = device.resume();
        if (resume == null) {
            return Uni.createFrom().item(stranger(caller, meeting, device));
        }
        Optional<ParticipantId> present =
                Joining.resumed(meeting, caller.id(), resume.participantId(), resume.token());
        if (present.isPresent()) {
            return Uni.createFrom().item(known(caller, meeting, device, resume, false));
        }
        return queries.wasOnce(
                        meeting.facts().id(), resume.participantId(), caller.id(), resume.token())
                .map(
                        once ->
                                once
                                        ? known(caller, meeting, device, resume, true)
                                        : stranger(caller, meeting, device));
    }

    private static Entrant stranger(Caller caller, Open meeting, Device device) {
        ResumeToken token = ResumeToken.generate();
        ParticipantId id = new ParticipantId(IDS.generate());
        return new Entrant(meeting, newcomer(caller, device, id, token, false), token);
    }

    private static Entrant known(
            Caller caller, Open meeting, Device device, Resume resume, boolean formerly) {
        Newcomer newcomer =
                newcomer(caller, device, resume.participantId(), resume.token(), formerly);
        return new Entrant(meeting, newcomer, resume.token());
    }

    private static Newcomer newcomer(
            Caller caller, Device device, ParticipantId id, ResumeToken token, boolean formerly) {
        return new Newcomer(
                id,
                caller.id(),
                caller.user().displayName(),
                device.name(),
                device.media(),
                token.hash(),
                formerly);
    }

    /// Decides once beforehand, so that the history hears of a seat before it is taken: what dies
    /// half-way leaves no participant of whom it does not know.
    private Uni<Outcome> enter(Caller caller, MeetingId id, Entrant entrant) {
        Change expected = decide(entrant.meeting(), entrant.newcomer());
        return expected.happenings().stream()
                .filter(Happening.Joined.class::isInstance)
                .map(happening -> ((Happening.Joined) happening).seat())
                .findFirst()
                .map(seat -> history.join(id, seat).chain(() -> take(id, entrant)))
                .orElseGet(() -> take(id, entrant))
                .call(() -> leases.renew(id, entrant.newcomer().id(), caller.id()))
                .map(after -> outcome(after, entrant))
                .call(outcome -> answered(outcome, caller));
    }

    private Change decide(Open meeting, Newcomer newcomer) {
        return Joining.join(meeting, newcomer, seating.capacity(), clock.instant());
    }

    /// Where the last seat was taken meanwhile, the history takes it back.
    private Uni<LiveMeeting> take(MeetingId id, Entrant entrant) {
        return meetings.changeOpen(id, latest -> decide(latest, entrant.newcomer()))
                .onFailure()
                .call(() -> history.stayOut(entrant.newcomer().id()))
                .map(Change::after);
    }

    private static Outcome outcome(LiveMeeting meeting, Entrant entrant) {
        ParticipantId id = entrant.newcomer().id();
        return meeting instanceof Ongoing ongoing && ongoing.seat(id).isPresent()
                ? new Outcome.Joined(id, entrant.token(), meeting.toMeeting(), others(ongoing, id))
                : new Outcome.Waits(id, entrant.token(), meeting.toMeeting());
    }

    private static List<Participant> others(Ongoing meeting, ParticipantId id) {
        return meeting.roster(id).stream()
                .filter(other -> !other.participantId().equals(id))
                .toList();
    }

    private Uni<Void> answered(Outcome outcome, Caller caller) {
        return switch (outcome) {
            case Outcome.Joined joined -> answer.answer(joined.meeting(), caller.id());
            case Outcome.Waits waits -> Uni.createFrom().voidItem();
        };
    }
}

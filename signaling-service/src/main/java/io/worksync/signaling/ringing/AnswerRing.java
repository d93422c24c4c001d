package io.worksync.signaling.ringing;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.RingOutcome;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/// Stops the ringing of all devices of somebody who answered with one of them, and tells those in
/// the meeting.
@ApplicationScoped
public class AnswerRing {

    private static final Logger LOG = Logger.getLogger(AnswerRing.class);

    private final PgRings rings;
    private final LiveMeetings meetings;
    private final Announcements announcements;
    private final Clock clock;

    AnswerRing(PgRings rings, LiveMeetings meetings, Announcements announcements, Clock clock) {
        this.rings = rings;
        this.meetings = meetings;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// The person joined. Does nothing for somebody who was not rung. Never fails: they have
    /// joined.
    public Uni<Void> answer(Meeting meeting, UserId user) {
        return rings.answer(meeting.id(), user, RingOutcome.ANSWERED)
                .chain(
                        rung ->
                                rung
                                        ? stop(meeting, user, RingOutcome.ANSWERED)
                                        : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warn("Somebody who joined may ring on", failure))
                .onFailure()
                .recoverWithNull();
    }

    /// The person does not come: 404 where they were not rung, 409 where it rings no more.
    Uni<Void> turnDown(MeetingId meeting, UserId user, RingOutcome outcome) {
        return rings.rang(meeting, user)
                .invoke(AnswerRing::requireRung)
                .chain(() -> rings.answer(meeting, user, outcome))
                .invoke(AnswerRing::requireOpen)
                .chain(() -> meetings.get(meeting))
                .map(LiveMeeting::toMeeting)
                .chain(found -> stop(found, user, outcome));
    }

    private static void requireRung(boolean rung) {
        if (!rung) {
            throw Refusal.notFound();
        }
    }

    private static void requireOpen(boolean answered) {
        if (!answered) {
            throw Refusal.conflict("It rings no more");
        }
    }

    private Uni<Void> stop(Meeting meeting, UserId user, RingOutcome outcome) {
        Instant now = clock.instant();
        var stop = new TopicEvent.MeetingAnswered(now, meeting.id(), meeting, outcome);
        var answered = new TopicEvent.RingAnswered(now, meeting.id(), user, outcome);
        return announcements
                .announce(Topics.of(user), List.of(stop))
                .chain(() -> announcements.announce(Topics.of(meeting.id()), List.of(answered)));
    }
}

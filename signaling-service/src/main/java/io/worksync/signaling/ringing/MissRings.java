package io.worksync.signaling.ringing;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.worksync.contracts.event.MissedMeetingEvent;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.RingOutcome;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.outbox.PgOutbox;
import io.worksync.signaling.ringing.PgRings.Ring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/// Ends the ringing of those who did not answer in time, before the meeting ended, or before
/// whoever rang thought better of it. All of them missed a call.
@ApplicationScoped
class MissRings {

    private static final Logger LOG = Logger.getLogger(MissRings.class);

    private final PgRings rings;
    private final PgMeetingQueries meetings;
    private final VisibleMeetings visible;
    private final PgOutbox outbox;
    private final Announcements announcements;
    private final Clock clock;

    MissRings(
            PgRings rings,
            PgMeetingQueries meetings,
            VisibleMeetings visible,
            PgOutbox outbox,
            Announcements announcements,
            Clock clock) {
        this.rings = rings;
        this.meetings = meetings;
        this.visible = visible;
        this.outbox = outbox;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Scheduled(
            every = "${worksync.meetings.ring-check-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> endDue() {
        return rings.endDue(clock.instant(), (in, ring) -> end(in, ring, RingOutcome.MISSED))
                .onFailure()
                .invoke(failure -> LOG.warn("Rings that are over will end later", failure))
                .onFailure()
                .recoverWithNull();
    }

    /// Ends what still rings, on the word of somebody in the meeting.
    Uni<Void> cancel(Caller caller, MeetingId id) {
        return visible.open(caller, id)
                .invoke(meeting -> RingPeople.requireVoice(meeting, caller))
                .chain(() -> rings.cancel(id, (in, ring) -> end(in, ring, RingOutcome.CANCELLED)));
    }

    private Uni<Void> end(SqlConnection transaction, Ring ring, RingOutcome outcome) {
        return meetings.find(ring.meeting())
                .onItem()
                .ifNotNull()
                .transform(LiveMeeting::toMeeting)
                .onItem()
                .ifNotNull()
                .transformToUni(
                        meeting ->
                                announce(ring, meeting, outcome)
                                        .chain(() -> tellOthers(transaction, ring, meeting)))
                .replaceWithVoid();
    }

    /// A transaction that fails afterwards repeats it: the key makes it one.
    private Uni<Void> announce(Ring ring, Meeting meeting, RingOutcome outcome) {
        Instant now = clock.instant();
        TopicEvent event =
                outcome == RingOutcome.CANCELLED
                        ? new TopicEvent.MeetingCancelled(now, meeting)
                        : new TopicEvent.MeetingMissed(now, meeting);
        String key = "missed:" + ring.meeting() + ":" + ring.since().toEpochMilli();
        var answered = new TopicEvent.RingAnswered(now, ring.meeting(), ring.user(), outcome);
        return announcements
                .publishOnce(Topics.of(ring.user()), key, event)
                .chain(() -> announcements.announce(Topics.of(ring.meeting()), List.of(answered)));
    }

    private Uni<Void> tellOthers(SqlConnection transaction, Ring ring, Meeting meeting) {
        return ring.caller() == null
                ? Uni.createFrom().voidItem()
                : outbox.add(
                        transaction,
                        "meeting.missed",
                        ring.meeting(),
                        new MissedMeetingEvent(meeting, ring.user(), ring.caller()));
    }
}

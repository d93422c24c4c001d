package io.worksync.signaling.ringing;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.ringing.PgRings.Ring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Ends the ringing of those who did not join in time, or before the meeting ended.
@ApplicationScoped
class MissRings {

    private static final Logger LOG = Logger.getLogger(MissRings.class);

    private final PgRings rings;
    private final PgMeetingQueries meetings;
    private final Announcements announcements;
    private final Clock clock;

    MissRings(PgRings rings, PgMeetingQueries meetings, Announcements announcements, Clock clock) {
        this.rings = rings;
        this.meetings = meetings;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Scheduled(
            every = "${worksync.meetings.ring-check-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> endDue() {
        return rings.endDue(clock.instant(), this::miss)
                .onFailure()
                .invoke(failure -> LOG.warn("Rings that are over will end later", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> miss(Ring ring) {
        return meetings.find(ring.meeting())
                .onItem()
                .ifNotNull()
                .transform(LiveMeeting::toMeeting)
                .onItem()
                .ifNotNull()
                .transformToUni(meeting -> announce(ring, meeting));
    }

    /// A transaction that fails afterwards repeats it: the key makes it one.
    private Uni<Void> announce(Ring ring, Meeting meeting) {
        return announcements.publishOnce(
                Topics.of(ring.user()),
                "missed:" + ring.meeting(),
                new TopicEvent.MeetingMissed(clock.instant(), meeting));
    }
}

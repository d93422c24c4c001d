package io.worksync.signaling.ringing;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.RingOutcome;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/// Stops the ringing of all devices of somebody who joined with one of them.
@ApplicationScoped
public class AnswerRing {

    private static final Logger LOG = Logger.getLogger(AnswerRing.class);

    private final PgRings rings;
    private final Announcements announcements;
    private final Clock clock;

    AnswerRing(PgRings rings, Announcements announcements, Clock clock) {
        this.rings = rings;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// Does nothing for somebody who was not rung. Never fails: they have joined.
    public Uni<Void> answer(Meeting meeting, UserId user) {
        return rings.answer(meeting.id(), user)
                .chain(rung -> rung ? stop(meeting, user) : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warn("Somebody who joined may ring on", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> stop(Meeting meeting, UserId user) {
        var event =
                new TopicEvent.MeetingAnswered(
                        clock.instant(), meeting.id(), meeting, RingOutcome.ANSWERED);
        return announcements.announce(Topics.of(user), List.of(event));
    }
}

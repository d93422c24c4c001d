package io.worksync.signaling.lifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.meeting.PgMeetingQueries.Count;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Says how many meetings go on and how many people are in them. Every instance says the same.
@ApplicationScoped
class CountMeetings {

    private static final Logger LOG = Logger.getLogger(CountMeetings.class);

    private final PgMeetingQueries queries;
    private final AtomicLong meetings = new AtomicLong();
    private final AtomicLong participants = new AtomicLong();

    CountMeetings(PgMeetingQueries queries, MeterRegistry meters) {
        this.queries = queries;
        meters.gauge("worksync_signaling_meetings", meetings);
        meters.gauge("worksync_signaling_participants", participants);
    }

    @Scheduled(
            every = "${worksync.meetings.sweep-every:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> count() {
        return queries.count()
                .invoke(this::set)
                .onFailure()
                .invoke(failure -> LOG.warnf("Meetings are counted later: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void set(Count count) {
        meetings.set(count.meetings());
        participants.set(count.participants());
    }
}

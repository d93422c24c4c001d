package io.worksync.signaling.lifecycle;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.meeting.MeetingReconciliation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Ends meetings that nobody came to, and completes the history where a failure left it behind
/// the live state.
@ApplicationScoped
class SweepMeetings {

    private static final Logger LOG = Logger.getLogger(SweepMeetings.class);

    private final MeetingReconciliation reconciliation;
    private final LiveMeetings meetings;
    private final MeetingConfig config;
    private final Clock clock;

    SweepMeetings(
            MeetingReconciliation reconciliation,
            LiveMeetings meetings,
            MeetingConfig config,
            Clock clock) {
        this.reconciliation = reconciliation;
        this.meetings = meetings;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${worksync.meetings.sweep-every:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sweep() {
        return reconciliation
                .nextOngoing()
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(this::sweep)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> sweep(MeetingId id) {
        return reconciliation
                .reconcile(id)
                .chain(() -> meetings.change(id, this::endWhenAbandoned))
                .onFailure()
                .invoke(failure -> LOG.debug("A meeting is swept later", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Change endWhenAbandoned(Ongoing meeting) {
        boolean abandoned =
                meeting.isEmpty()
                        && meeting.facts()
                                .startedAt()
                                .plus(config.emptyFor())
                                .isBefore(clock.instant());
        return abandoned ? Change.end(meeting, clock.instant()) : Change.none(meeting);
    }
}

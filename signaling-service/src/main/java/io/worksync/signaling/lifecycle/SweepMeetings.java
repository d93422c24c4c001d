package io.worksync.signaling.lifecycle;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Leaving;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.meeting.MeetingReconciliation;
import io.worksync.signaling.meeting.PgMeetingQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Ends meetings that nobody came to, and completes the history where a failure left it behind
/// the live state.
@ApplicationScoped
class SweepMeetings {

    private static final Logger LOG = Logger.getLogger(SweepMeetings.class);

    private final MeetingReconciliation reconciliation;
    private final LiveMeetings meetings;
    private final PgMeetingQueries queries;
    private final MeetingConfig config;
    private final Clock clock;

    SweepMeetings(
            MeetingReconciliation reconciliation,
            LiveMeetings meetings,
            PgMeetingQueries queries,
            MeetingConfig config,
            Clock clock) {
        this.reconciliation = reconciliation;
        this.meetings = meetings;
        this.queries = queries;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${worksync.meetings.sweep-every:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sweep() {
        return logged(
                reconciliation
                        .nextOngoing()
                        .chain(ids -> each(ids, this::sweep))
                        .chain(() -> queries.forgotten(clock.instant().minus(config.waitsFor())))
                        .chain(ids -> each(ids, this::endAbandoned)));
    }

    private static Uni<Void> each(List<MeetingId> ids, Function<MeetingId, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> sweep(MeetingId id) {
        return logged(reconciliation.reconcile(id)).chain(() -> endAbandoned(id));
    }

    private Uni<Void> endAbandoned(MeetingId id) {
        return logged(meetings.changeOpen(id, this::endWhenAbandoned));
    }

    private static Uni<Void> logged(Uni<?> step) {
        return step.onFailure()
                .invoke(failure -> LOG.debug("A meeting is swept later", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Change endWhenAbandoned(Open meeting) {
        return isAbandoned(meeting) ? Leaving.end(meeting, clock.instant()) : Change.none(meeting);
    }

    private boolean isAbandoned(Open meeting) {
        Instant now = clock.instant();
        return switch (meeting) {
            case Ongoing ongoing ->
                    ongoing.isEmpty() && ongoing.startedAt().plus(config.emptyFor()).isBefore(now);
            case LiveMeeting.Scheduled scheduled -> {
                Instant due = scheduled.room().settings().scheduledFor();
                yield due == null || due.plus(config.waitsFor()).isBefore(now);
            }
        };
    }
}

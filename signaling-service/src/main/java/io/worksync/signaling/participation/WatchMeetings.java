package io.worksync.signaling.participation;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.signaling.ice.GiveIceServers;
import io.worksync.signaling.meeting.Leases;
import io.worksync.signaling.meeting.Leases.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/// Looks at meetings when something is due in them: participants whose lease is over go out, and
/// credentials that end soon are replaced.
@ApplicationScoped
class WatchMeetings {

    private static final Logger LOG = Logger.getLogger(WatchMeetings.class);

    private static final int AT_ONCE = 8;

    private final Leases leases;
    private final GiveIceServers iceServers;

    WatchMeetings(Leases leases, GiveIceServers iceServers) {
        this.leases = leases;
        this.iceServers = iceServers;
    }

    @Scheduled(
            every = "${worksync.meetings.lease-check-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return logged(
                leases.due()
                        .onItem()
                        .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                        .onItem()
                        .transformToUni(this::look)
                        .merge(AT_ONCE)
                        .collect()
                        .asList()
                        .replaceWithVoid());
    }

    /// Redis may have lost all meetings, or an instance died before it had one watched.
    @Scheduled(
            every = "${worksync.meetings.restore-every:4s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> watchAll() {
        return logged(leases.watchAll());
    }

    private Uni<Void> look(MeetingId meeting) {
        return logged(leases.look(meeting).chain(ending -> replace(meeting, ending)));
    }

    private Uni<Void> replace(MeetingId meeting, List<Credentials> ending) {
        return Multi.createFrom()
                .iterable(ending)
                .onItem()
                .transformToUniAndConcatenate(each -> iceServers.replace(meeting, each))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> logged(Uni<Void> step) {
        return step.onFailure()
                .invoke(failure -> LOG.warnf("A meeting is looked at later: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}

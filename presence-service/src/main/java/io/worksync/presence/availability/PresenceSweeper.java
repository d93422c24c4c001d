package io.worksync.presence.availability;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.status.PgStatuses;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Looks at users whose time has come: a grace or a status is over, or an announcement was left
/// undone. Any number of instances may do so at once.
@ApplicationScoped
class PresenceSweeper {

    private static final Logger LOG = Logger.getLogger(PresenceSweeper.class);
    private static final int AT_ONCE = 8;

    private final RedisPresences presences;
    private final PgStatuses statuses;
    private final AnnouncePresence announcer;
    private final SetStatus setStatus;
    private final PresenceConfig config;

    PresenceSweeper(
            RedisPresences presences,
            PgStatuses statuses,
            AnnouncePresence announcer,
            SetStatus setStatus,
            PresenceConfig config) {
        this.presences = presences;
        this.statuses = statuses;
        this.announcer = announcer;
        this.setStatus = setStatus;
        this.config = config;
    }

    @Scheduled(every = "${worksync.presence.sweep-interval}", concurrentExecution = SKIP)
    Uni<Void> announceDue() {
        return swallowed(presences.due().chain(users -> each(users, announcer::announce)));
    }

    @Scheduled(every = "${worksync.presence.settle-interval}", concurrentExecution = SKIP)
    Uni<Void> settleStatuses() {
        return swallowed(
                statuses.unsettled(config.dueBatch())
                        .chain(users -> each(users, setStatus::settle)));
    }

    // one user that fails keeps nobody else waiting
    private static Uni<Void> each(List<UserId> users, Function<UserId, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(users)
                .onItem()
                .transformToUni(user -> swallowed(work.apply(user)))
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Void> swallowed(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warnf("Presence waits for the next pass: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}

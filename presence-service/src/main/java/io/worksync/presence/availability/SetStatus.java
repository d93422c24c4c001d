package io.worksync.presence.availability;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.status.PgStatuses;
import io.worksync.presence.status.Status;
import io.worksync.presence.status.VersionedStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Stores what somebody says of themselves and tells others what they see now.
@ApplicationScoped
class SetStatus {

    private static final Logger LOG = Logger.getLogger(SetStatus.class);

    private final PgStatuses statuses;
    private final AnnouncePresence announcer;
    private final Clock clock;

    SetStatus(PgStatuses statuses, AnnouncePresence announcer, Clock clock) {
        this.statuses = statuses;
        this.announcer = announcer;
        this.clock = clock;
    }

    /// Succeeds once it is stored; what could not be told now, the sweeper tells.
    Uni<Status> set(UserId user, Status status) {
        return Uni.createFrom()
                .item(() -> status.acceptedAt(clock.instant()))
                .chain(accepted -> statuses.put(user, accepted))
                .call(stored -> tell(user, stored))
                .map(VersionedStatus::status);
    }

    /// What the user said last, if it still holds.
    Uni<Status> get(UserId user) {
        return statuses.find(user).map(found -> found.status().at(clock.instant()));
    }

    /// Takes a stored status over into live presence.
    Uni<Void> settle(UserId user) {
        return statuses.find(user).chain(stored -> announced(user, stored));
    }

    private Uni<Void> announced(UserId user, VersionedStatus stored) {
        return announcer
                .announce(user, stored)
                .chain(() -> statuses.settled(user, stored.version()));
    }

    private Uni<Void> tell(UserId user, VersionedStatus stored) {
        return announced(user, stored)
                .onFailure()
                .invoke(failure -> LOG.warnf("A status waits for the sweeper: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}

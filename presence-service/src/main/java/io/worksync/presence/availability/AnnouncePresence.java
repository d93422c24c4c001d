package io.worksync.presence.availability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.status.PgStatuses;
import io.worksync.presence.status.VersionedStatus;
import jakarta.enterprise.context.ApplicationScoped;

/// Works out a user's presence and tells it when it changed.
///
/// Each change is told at least once, in order, whichever instances work on the user: one has the
/// claim at a time, and what a crash left untold is due again when the claim has run out.
@ApplicationScoped
public class AnnouncePresence {

    // a user who changes faster than this is looked at again by the sweeper
    private static final int MAX_ROUNDS = 4;

    private final PgStatuses statuses;
    private final RedisPresences presences;
    private final PresencePublisher publisher;
    private final Counter announced;

    AnnouncePresence(
            PgStatuses statuses,
            RedisPresences presences,
            PresencePublisher publisher,
            MeterRegistry metrics) {
        this.statuses = statuses;
        this.presences = presences;
        this.publisher = publisher;
        this.announced = metrics.counter("worksync.presence.changes.announced");
    }

    /// Announces the user as their sessions and their status in PostgreSQL have it.
    public Uni<Void> announce(UserId user) {
        return statuses.find(user).chain(status -> announce(user, status));
    }

    Uni<Void> announce(UserId user, VersionedStatus status) {
        return round(user, status, MAX_ROUNDS);
    }

    private Uni<Void> round(UserId user, VersionedStatus status, int left) {
        if (left == 0) {
            return Uni.createFrom().voidItem();
        }
        return presences
                .settle(user, status)
                .chain(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : told(user, status, found.get(), left));
    }

    private Uni<Void> told(
            UserId user, VersionedStatus status, Announcement announcement, int left) {
        return publisher
                .publish(announcement)
                .invoke(() -> announced.increment())
                .chain(() -> presences.confirm(user, announcement.version()))
                .chain(() -> round(user, status, left - 1));
    }
}

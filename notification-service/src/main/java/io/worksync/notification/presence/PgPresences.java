package io.worksync.notification.presence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.presence.Presence;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/// The projection of presences from Kafka; a little behind presence-service.
@ApplicationScoped
class PgPresences {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String APPLY =
            """
            INSERT INTO presences (user_id, availability, changed_at) VALUES ($1, $2, $3)
            ON CONFLICT (user_id) DO UPDATE SET availability = $2, changed_at = $3
            WHERE presences.changed_at <= $3 AND presences.availability <> $2""";

    private final Pool pool;

    PgPresences(Pool pool) {
        this.pool = pool;
    }

    /// Takes a change over unless a newer one is known.
    Uni<Void> apply(Presence presence, Instant at) {
        Tuple values =
                Tuple.of(
                        presence.userId().value(),
                        presence.availability().name().toLowerCase(Locale.ROOT),
                        at.atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(APPLY)
                .execute(values)
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .replaceWithVoid();
    }
}

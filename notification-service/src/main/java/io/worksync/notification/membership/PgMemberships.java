package io.worksync.notification.membership;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.event.MembershipEvent;
import jakarta.enterprise.context.ApplicationScoped;

/// The projection of memberships from Kafka; a little behind chat-service, never ahead of it.
@ApplicationScoped
class PgMemberships {

    private static final String APPLY =
            """
            INSERT INTO memberships (channel_id, user_id, joined, version) VALUES ($1, $2, $3, $4)
            ON CONFLICT (channel_id, user_id) DO UPDATE SET joined = $3, version = $4
            WHERE memberships.version <= $4
            RETURNING 1""";

    private final Pool pool;
    private final MembershipConfig config;

    PgMemberships(Pool pool, MembershipConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// Takes a change over unless a newer one of the same membership is known; says whether it is
    /// the newest.
    Uni<Boolean> apply(MembershipEvent event) {
        Tuple values =
                Tuple.of(
                        event.channelId().value(),
                        event.userId().value(),
                        event.joined(),
                        event.version());
        return pool.preparedQuery(APPLY)
                .execute(values)
                .ifNoItem()
                .after(config.queryTimeout())
                .fail()
                .map(rows -> rows.size() > 0);
    }
}

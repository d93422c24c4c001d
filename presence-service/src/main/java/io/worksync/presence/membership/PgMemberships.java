package io.worksync.presence.membership;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// The projection of memberships from Kafka; a little behind chat-service, never ahead of it.
@ApplicationScoped
public class PgMemberships {

    private static final String APPLY =
            """
            INSERT INTO memberships (channel_id, user_id, joined, version) VALUES ($1, $2, $3, $4)
            ON CONFLICT (channel_id, user_id) DO UPDATE SET joined = $3, version = $4
            WHERE memberships.version <= $4
            RETURNING 1""";
    private static final String IS_MEMBER =
            "SELECT 1 FROM memberships WHERE channel_id = $1 AND user_id = $2 AND joined";
    private static final String SHARING =
            """
            SELECT DISTINCT theirs.user_id FROM memberships mine
            JOIN memberships theirs ON theirs.channel_id = mine.channel_id
            WHERE mine.user_id = $1 AND mine.joined AND theirs.joined AND theirs.user_id = ANY($2)""";

    private static final String PARTED =
            """
            SELECT theirs.user_id FROM memberships theirs
            WHERE theirs.channel_id = $1 AND theirs.joined AND theirs.user_id <> $2
                AND NOT EXISTS (SELECT 1 FROM memberships still
                    JOIN memberships mine ON mine.channel_id = still.channel_id
                    WHERE still.user_id = theirs.user_id AND still.joined
                        AND mine.user_id = $2 AND mine.joined)
            LIMIT $3""";

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
        return query(APPLY, values).map(rows -> rows.size() > 0);
    }

    Uni<Boolean> isMember(UserId user, ChannelId channel) {
        return query(IS_MEMBER, Tuple.of(channel.value(), user.value()))
                .map(rows -> rows.size() > 0);
    }

    /// Those of the users who share a channel with the viewer.
    Uni<Set<UserId>> sharing(UserId viewer, Collection<UserId> users) {
        UUID[] ids = users.stream().map(UserId::value).toArray(UUID[]::new);
        return query(SHARING, Tuple.of(viewer.value(), ids)).map(PgMemberships::userIds);
    }

    /// Members of a channel who share none with a user who was one; at most
    /// [MembershipConfig#maxParted()].
    public Uni<Set<UserId>> partedFrom(UserId user, ChannelId channel) {
        Tuple values = Tuple.of(channel.value(), user.value(), config.maxParted());
        return query(PARTED, values).map(PgMemberships::userIds);
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .ifNoItem()
                .after(config.queryTimeout())
                .fail();
    }

    private static Set<UserId> userIds(RowSet<Row> rows) {
        Set<UserId> ids = new HashSet<>();
        rows.forEach(row -> ids.add(new UserId(row.getUUID(0))));
        return ids;
    }
}

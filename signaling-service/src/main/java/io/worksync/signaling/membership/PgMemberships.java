package io.worksync.signaling.membership;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/// What chat-service told of memberships so far; it may be a little behind.
@ApplicationScoped
class PgMemberships {

    private static final String APPLY =
            """
            insert into memberships (channel_id, user_id, joined, version) values ($1, $2, $3, $4)
            on conflict (channel_id, user_id)
            do update set joined = excluded.joined, version = excluded.version
            where memberships.version < excluded.version
            """;
    private static final String IS_MEMBER =
            "select 1 from memberships where channel_id = $1 and user_id = $2 and joined";
    private static final String MEMBERS =
            "select user_id from memberships where channel_id = $1 and joined limit $2";

    private final Pool pool;
    private final MembershipConfig config;

    PgMemberships(Pool pool, MembershipConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// Takes an event in; false for one that is older than what is known, or the same.
    Uni<Boolean> apply(MembershipEvent event) {
        Tuple arguments =
                Tuple.of(
                        event.channelId().value(),
                        event.userId().value(),
                        event.joined(),
                        event.version());
        return query(APPLY, arguments).map(rows -> rows.rowCount() == 1);
    }

    Uni<Boolean> isMember(UserId user, ChannelId channel) {
        return query(IS_MEMBER, Tuple.of(channel.value(), user.value()))
                .map(rows -> rows.rowCount() > 0);
    }

    Uni<List<UserId>> members(ChannelId channel, int limit) {
        return query(MEMBERS, Tuple.of(channel.value(), limit))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> new UserId(row.getUUID("user_id")))
                                        .toList());
    }

    private Uni<RowSet<Row>> query(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(config.databaseTimeout())
                .fail();
    }
}

package io.worksync.chat.topic;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.chat.ChatConfig;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Reads who is in a channel together.
@ApplicationScoped
class PgShared {

    private static final String SHARED =
            "SELECT DISTINCT theirs.user_id FROM memberships mine"
                    + " JOIN memberships theirs ON theirs.channel_id = mine.channel_id"
                    + " WHERE mine.user_id = $1 AND theirs.user_id = ANY($2)";

    private final Pool pool;
    private final Duration timeout;

    PgShared(Pool pool, ChatConfig config) {
        this.pool = pool;
        this.timeout = config.database().timeout();
    }

    /// Those of the people who share a channel with the person.
    Uni<List<UserId>> with(UserId person, Collection<UserId> people) {
        UUID[] ids = people.stream().map(UserId::value).toArray(UUID[]::new);
        return pool.preparedQuery(SHARED)
                .execute(Tuple.tuple().addUUID(person.value()).addArrayOfUUID(ids))
                .ifNoItem()
                .after(timeout)
                .fail()
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> new UserId(row.getUUID(0)))
                                        .toList());
    }
}

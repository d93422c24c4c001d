package io.worksync.chat.topic;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.chat.ChatConfig;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Reads the topics of many people at once.
@ApplicationScoped
class PgPersonTopics {

    // one statement, so that the number and the memberships are of the same moment
    private static final String OF_PEOPLE =
            "SELECT u.id, u.username, u.display_name, u.role, u.welcomed_at IS NOT NULL AS welcomed,"
                    + " u.last_event, ARRAY(SELECT m.channel_id FROM memberships m"
                    + " WHERE m.user_id = u.id ORDER BY m.channel_id) AS channels"
                    + " FROM users u WHERE u.id = ANY($1)";

    private final Pool pool;
    private final Duration timeout;

    PgPersonTopics(Pool pool, ChatConfig config) {
        this.pool = pool;
        this.timeout = config.database().timeout();
    }

    /// Those of the people whom the directory has.
    Uni<List<PersonTopics>> of(Collection<UserId> people) {
        UUID[] ids = people.stream().map(UserId::value).toArray(UUID[]::new);
        return pool.preparedQuery(OF_PEOPLE)
                .execute(Tuple.tuple().addArrayOfUUID(ids))
                .ifNoItem()
                .after(timeout)
                .fail()
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(PgPersonTopics::person)
                                        .toList());
    }

    private static PersonTopics person(Row row) {
        User user =
                new User(
                        new UserId(row.getUUID("id")),
                        row.getString("username"),
                        row.getString("display_name"),
                        UserRole.valueOf(row.getString("role")));
        return new PersonTopics(
                user,
                row.getBoolean("welcomed"),
                row.getLong("last_event"),
                Arrays.stream(row.getArrayOfUUIDs("channels")).map(ChannelId::new).toList());
    }
}

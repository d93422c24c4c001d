package io.worksync.presence.status;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The statuses in PostgreSQL, which is their truth.
@ApplicationScoped
public class PgStatuses {

    private static final String FIND =
            """
            SELECT user_id, version, availability, status_text, status_emoji, until
            FROM statuses WHERE user_id = ANY($1)""";
    private static final String PUT =
            """
            INSERT INTO statuses (user_id, version, availability, status_text, status_emoji, until)
            VALUES ($1, 1, $2, $3, $4, $5)
            ON CONFLICT (user_id) DO UPDATE SET version = statuses.version + 1, availability = $2,
                status_text = $3, status_emoji = $4, until = $5
            RETURNING user_id, version, availability, status_text, status_emoji, until""";

    private static final String SETTLED =
            "UPDATE statuses SET settled_version = $2 WHERE user_id = $1 AND settled_version < $2";
    private static final String UNSETTLED =
            """
            SELECT user_id FROM statuses WHERE version > settled_version
            ORDER BY user_id LIMIT $1""";

    private final Pool pool;
    private final StatusConfig config;

    PgStatuses(Pool pool, StatusConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// The user's status, or none with version 0.
    public Uni<VersionedStatus> find(UserId user) {
        return find(List.of(user)).map(found -> found.getOrDefault(user, VersionedStatus.NONE));
    }

    /// The statuses of those users who have one.
    public Uni<Map<UserId, VersionedStatus>> find(Collection<UserId> users) {
        UUID[] ids = users.stream().map(UserId::value).toArray(UUID[]::new);
        return query(FIND, Tuple.of(ids)).map(PgStatuses::byUser);
    }

    /// Replaces the user's status.
    public Uni<VersionedStatus> put(UserId user, Status status) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(user.value())
                        .addString(status.availability().wireName())
                        .addString(status.statusText())
                        .addString(status.statusEmoji())
                        .addOffsetDateTime(offset(status.until()));
        return query(PUT, values).map(rows -> status(rows.iterator().next()));
    }

    /// Notes that live presence has taken the user's status over, as far as `version`.
    public Uni<Void> settled(UserId user, long version) {
        return query(SETTLED, Tuple.of(user.value(), version)).replaceWithVoid();
    }

    /// Users whose status live presence has not taken over.
    public Uni<List<UserId>> unsettled(int limit) {
        return query(UNSETTLED, Tuple.of(limit)).map(PgStatuses::userIds);
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .ifNoItem()
                .after(config.queryTimeout())
                .fail();
    }

    private static Map<UserId, VersionedStatus> byUser(RowSet<Row> rows) {
        Map<UserId, VersionedStatus> statuses = new HashMap<>();
        rows.forEach(row -> statuses.put(new UserId(row.getUUID("user_id")), status(row)));
        return statuses;
    }

    private static List<UserId> userIds(RowSet<Row> rows) {
        List<UserId> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(new UserId(row.getUUID(0))));
        return ids;
    }

    private static VersionedStatus status(Row row) {
        @Nullable OffsetDateTime until = row.getOffsetDateTime("until");
        return new VersionedStatus(
                new Status(
                        Setting.ofWireName(row.getString("availability")),
                        row.getString("status_text"),
                        row.getString("status_emoji"),
                        until == null ? null : until.toInstant()),
                row.getLong("version"));
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}

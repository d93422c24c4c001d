package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.NotificationId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.notification.Notification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the owner of an inbox reads in it, and marks as read.
@ApplicationScoped
class PgInboxReads {

    private static final String PAGE =
            "SELECT "
                    + PgRows.COLUMNS
                    + """
                     FROM notifications
                    WHERE recipient_id = $1 AND withdrawn_at IS NULL AND %s
                        AND ($2::uuid IS NULL OR id < $2)
                    ORDER BY id DESC LIMIT $3""";
    private static final String PAGE_OF_ALL = PAGE.formatted("true");
    private static final String PAGE_OF_UNREAD = PAGE.formatted("read_at IS NULL");
    private static final String PAGE_OF_READ = PAGE.formatted("read_at IS NOT NULL");
    private static final String READ_ONE =
            """
            WITH mine AS (SELECT id, read_at FROM notifications
                WHERE id = $1 AND recipient_id = $2 AND withdrawn_at IS NULL FOR UPDATE),
            changed AS (UPDATE notifications SET read_at = now(), changed_at = now(),
                    untold = coalesce(untold, 'updated')
                WHERE id IN (SELECT id FROM mine WHERE read_at IS NULL))
            SELECT 1 FROM mine""";
    private static final String READ_MANY =
            """
            UPDATE notifications SET read_at = now(), changed_at = now(),
                untold = CASE WHEN untold = 'created' THEN untold ELSE 'reload' END
            WHERE recipient_id = $1 AND read_at IS NULL AND withdrawn_at IS NULL
                AND ($2::timestamptz IS NULL OR created_at <= $2)
                AND ($3::uuid IS NULL OR id <= $3)
                AND ($4::uuid IS NULL OR channel_id = $4)""";

    private final Pool pool;
    private final InboxConfig config;

    PgInboxReads(Pool pool, InboxConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// Entries before the cursor, newest first.
    Uni<List<Notification>> page(
            UserId owner, ReadState state, @Nullable NotificationId cursor, int limit) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(owner.value())
                        .addUUID(cursor == null ? null : cursor.value())
                        .addInteger(limit);
        return query(pageOf(state), values).map(PgRows::notifications);
    }

    /// Marks one as read, if it is the owner's; says whether it is.
    Uni<Boolean> read(UserId owner, NotificationId id) {
        return query(READ_ONE, Tuple.of(id.value(), owner.value())).map(rows -> rows.size() > 0);
    }

    /// Marks many as read; says how many were not.
    Uni<Integer> read(UserId owner, UpTo upTo) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(owner.value())
                        .addOffsetDateTime(offset(upTo.time()))
                        .addUUID(upTo.entry() == null ? null : upTo.entry().value())
                        .addUUID(upTo.channel() == null ? null : upTo.channel().value());
        return query(READ_MANY, values).map(RowSet::rowCount);
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .ifNoItem()
                .after(config.queryTimeout())
                .fail();
    }

    private static String pageOf(ReadState state) {
        return switch (state) {
            case ALL -> PAGE_OF_ALL;
            case UNREAD -> PAGE_OF_UNREAD;
            case READ -> PAGE_OF_READ;
        };
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}

package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.notification.Counts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// One recipient's inbox while it is told to their devices.
///
/// The database locks the recipient meanwhile: whoever tells next counts what is unread after this
/// was told, so counts arrive in the order in which they were true.
@ApplicationScoped
class PgInbox {

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('inbox:' || $1::uuid::text, 0))";
    private static final String CLEAR_RELOADS =
            """
            UPDATE notifications SET untold = NULL
            WHERE recipient_id = $1 AND untold = 'reload'""";
    private static final String CLEAR_OTHERS =
            """
            UPDATE notifications SET untold = NULL WHERE id IN (SELECT id FROM notifications
                WHERE recipient_id = $1 AND untold IS NOT NULL ORDER BY id LIMIT $2 FOR UPDATE)
            RETURNING old.untold,\s"""
                    + PgRows.COLUMNS;
    private static final String COUNT =
            """
            SELECT count(*) FROM notifications
            WHERE recipient_id = $1 AND read_at IS NULL AND withdrawn_at IS NULL""";

    private final Pool pool;
    private final InboxConfig config;

    PgInbox(Pool pool, InboxConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// What the recipient has not read.
    Uni<Counts> counts(UserId recipient) {
        return pool.withConnection(connection -> count(connection, recipient))
                .ifNoItem()
                .after(config.queryTimeout())
                .fail();
    }

    /// Has some of what is untold told; when that fails, it stays untold. Says how much was told,
    /// at most [InboxConfig#tellPerRecipient()].
    Uni<Integer> telling(UserId recipient, Telling telling) {
        return pool.withTransaction(connection -> step(connection, recipient, telling));
    }

    private Uni<Integer> step(SqlConnection connection, UserId recipient, Telling telling) {
        return execute(connection, LOCK, Tuple.of(recipient.value()))
                .chain(() -> execute(connection, CLEAR_RELOADS, Tuple.of(recipient.value())))
                .chain(reloads -> cleared(connection, recipient, reloads.rowCount() > 0))
                .call(untold -> tell(connection, recipient, untold, telling))
                .map(List::size);
    }

    private Uni<List<Untold>> cleared(SqlConnection connection, UserId recipient, boolean reload) {
        Tuple values = Tuple.of(recipient.value(), config.tellPerRecipient());
        return execute(connection, CLEAR_OTHERS, values).map(rows -> PgRows.untold(rows, reload));
    }

    private Uni<Void> tell(
            SqlConnection connection, UserId recipient, List<Untold> untold, Telling telling) {
        return untold.isEmpty()
                ? Uni.createFrom().voidItem()
                : count(connection, recipient)
                        .chain(counts -> telling.tell(recipient, untold, counts));
    }

    private static Uni<Counts> count(SqlConnection connection, UserId recipient) {
        return execute(connection, COUNT, Tuple.of(recipient.value()))
                .map(rows -> new Counts(rows.iterator().next().getLong(0)));
    }

    private static Uni<RowSet<Row>> execute(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values);
    }
}

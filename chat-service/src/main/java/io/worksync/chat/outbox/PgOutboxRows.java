package io.worksync.chat.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/// Reads what was committed to be announced, and deletes what was announced.
@ApplicationScoped
class PgOutboxRows {

    private static final String OLDEST =
            "SELECT " + OutboxRow.COLUMNS + " FROM outbox ORDER BY id LIMIT $1";
    private static final String AFTER =
            "SELECT "
                    + OutboxRow.COLUMNS
                    + " FROM outbox WHERE topic = $1 AND position > $2 ORDER BY position LIMIT $3";
    // ids are taken in order, so their range is how many there are at most, and costs no scan
    private static final String DEPTH = "SELECT coalesce(max(id) - min(id) + 1, 0) FROM outbox";

    private final Pool pool;
    private final OutboxConfig config;

    PgOutboxRows(Pool pool, OutboxConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// The rows of a topic that come after a position, in their order.
    Uni<List<OutboxRow>> after(Topic topic, long position) {
        return pool.preparedQuery(AFTER)
                .execute(Tuple.of(topic.toString(), position, config.maxPublished()))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(PgOutboxRows::rows);
    }

    /// The rows that have waited longest, in the order in which they were written.
    Uni<List<OutboxRow>> oldest(PgConnection connection) {
        return connection
                .preparedQuery(OLDEST)
                .execute(Tuple.of(config.batch()))
                .map(PgOutboxRows::rows);
    }

    /// How many rows wait, at most.
    Uni<Long> depth(PgConnection connection) {
        return connection
                .preparedQuery(DEPTH)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Void> delete(PgConnection connection, List<OutboxRow> rows) {
        Long[] ids = rows.stream().map(OutboxRow::id).toArray(Long[]::new);
        return connection
                .preparedQuery("DELETE FROM outbox WHERE id = ANY($1)")
                .execute(Tuple.tuple().addArrayOfLong(ids))
                .replaceWithVoid();
    }

    private static List<OutboxRow> rows(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(OutboxRow::of).toList();
    }
}

package io.worksync.notification.inbox;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.NotificationId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.notification.Notification;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads entries from rows of the database.
final class PgRows {

    static final String COLUMNS =
            "id, kind, channel_id, message_id, seq, actor_id, actor_name, title, body, created_at,"
                    + " read_at";

    private PgRows() {}

    static List<Notification> notifications(RowSet<Row> rows) {
        List<Notification> all = new ArrayList<>();
        rows.forEach(row -> all.add(notification(row)));
        return all;
    }

    /// In the order of their ids, a reload last.
    static List<Untold> untold(RowSet<Row> rows, boolean reload) {
        List<Row> ordered = new ArrayList<>();
        rows.forEach(ordered::add);
        ordered.sort(Comparator.comparing(row -> row.getUUID("id").toString()));
        List<Untold> all = new ArrayList<>();
        ordered.forEach(row -> all.add(untold(row)));
        if (reload) {
            all.add(new Untold.Reload());
        }
        return all;
    }

    static List<UserId> recipients(RowSet<Row> rows) {
        List<UserId> all = new ArrayList<>();
        rows.forEach(row -> all.add(new UserId(row.getUUID("recipient_id"))));
        return all;
    }

    private static Untold untold(Row row) {
        return row.getString("untold").equals("created")
                ? new Untold.Created(notification(row))
                : new Untold.Updated(notification(row));
    }

    private static Notification notification(Row row) {
        @Nullable UUID channel = row.getUUID("channel_id");
        @Nullable UUID message = row.getUUID("message_id");
        return new Notification(
                new NotificationId(row.getUUID("id")),
                Kinds.of(row.getString("kind")),
                channel == null ? null : new ChannelId(channel),
                message == null ? null : new MessageId(message),
                row.getLong("seq"),
                new UserId(row.getUUID("actor_id")),
                row.getString("actor_name"),
                row.getString("title"),
                row.getString("body"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("read_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}

package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.worksync.chat.database.PgTransactions;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.Reaction;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Pages of a channel's history: the messages with their reactions in one statement, since this is
/// what everybody reads who opens a channel.
@ApplicationScoped
class PgPages {

    /// Of each emoji of a message, the oldest first: its people, a space, and itself.
    private static final String BETWEEN =
            """
            SELECT id, seq, author_id, client_id, text, thread_id, created_at, edited_at, deleted_at, version, mentioned,
              mentions_channel, mentions_here,
              ARRAY(SELECT string_agg(user_id::text, ',' ORDER BY reacted_at, user_id) || ' ' || emoji FROM reactions
                WHERE message_id = messages.id GROUP BY emoji ORDER BY min(reacted_at), emoji)
            FROM messages WHERE channel_id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq
            """;

    private final PgTransactions transactions;
    private final Pool pool;

    PgPages(PgTransactions transactions, Pool pool) {
        this.transactions = transactions;
        this.pool = pool;
    }

    /// Messages from one `seq` to another, both included.
    Uni<List<Message>> between(ChannelId channel, long first, long last) {
        return transactions.run(
                () ->
                        UniHelper.toUni(
                                pool.preparedQuery(BETWEEN)
                                        .execute(Tuple.of(channel.value(), first, last))
                                        .map(rows -> messages(channel, rows))));
    }

    private static List<Message> messages(ChannelId channel, RowSet<Row> rows) {
        List<Message> messages = new ArrayList<>(rows.size());
        rows.forEach(row -> messages.add(message(channel, row)));
        return messages;
    }

    private static Message message(ChannelId channel, Row row) {
        UUID thread = row.getUUID(5);
        return new Message(
                new MessageId(row.getUUID(0)),
                channel,
                row.getLong(1),
                new UserId(row.getUUID(2)),
                row.getString(4),
                row.getString(3),
                thread == null ? null : new MessageId(thread),
                row.getOffsetDateTime(6).toInstant(),
                instant(row.getOffsetDateTime(7)),
                instant(row.getOffsetDateTime(8)),
                row.getInteger(9),
                reactions(row.getArrayOfStrings(13)),
                List.of(),
                new Mentions(
                        MessageRow.people(row.getString(10)),
                        row.getBoolean(11),
                        row.getBoolean(12)));
    }

    private static List<Reaction> reactions(String[] all) {
        return Arrays.stream(all).map(PgPages::reaction).toList();
    }

    private static Reaction reaction(String joined) {
        int end = joined.indexOf(' ');
        return new Reaction(joined.substring(end + 1), MessageRow.people(joined.substring(0, end)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}

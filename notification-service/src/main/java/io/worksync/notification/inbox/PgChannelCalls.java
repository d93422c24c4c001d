package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import io.worksync.notification.push.PushPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/// The messages that called a whole channel lately.
@ApplicationScoped
class PgChannelCalls {

    private static final String REMEMBER =
            """
            INSERT INTO channel_calls (channel_id, message_id, message_version, seq, actor_id,
                actor_name, title, body, sent_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (message_id) DO NOTHING""";
    private static final String ADD =
            """
            INSERT INTO notifications (recipient_id, kind, channel_id, message_id, message_version,
                seq, actor_id, actor_name, title, body, untold)
            SELECT $1, 'channel_mention', channel_id, message_id, message_version,
                seq, actor_id, actor_name, title, body, 'created'
            FROM channel_calls WHERE channel_id = $2 AND sent_at >= $3 AND actor_id <> $1
            ON CONFLICT (recipient_id, message_id) DO NOTHING""";
    private static final String EDIT =
            """
            UPDATE channel_calls SET body = $2, message_version = $3
            WHERE message_id = $1 AND message_version < $3""";
    // stays as a row without text: a repeated record must not make it anew
    private static final String WITHDRAW =
            """
            UPDATE channel_calls SET body = '', message_version = $2, sent_at = '-infinity'
            WHERE message_id = $1""";
    private static final String PURGE =
            """
            DELETE FROM channel_calls WHERE message_id IN (SELECT message_id FROM channel_calls
                WHERE created_at < now() - $1 * interval '1 millisecond' LIMIT $2)""";

    private final Pool pool;
    private final InboxConfig config;
    private final String add;

    PgChannelCalls(Pool pool, InboxConfig config, PushPlan pushes) {
        this.pool = pool;
        this.config = config;
        this.add = pushes.with(ADD);
    }

    Uni<Void> remember(Draft draft, Instant sentAt) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(draft.channelId().value())
                        .addUUID(draft.messageId().value())
                        .addInteger(draft.messageVersion())
                        .addLong(draft.seq())
                        .addUUID(draft.actorId().value())
                        .addString(draft.actorName())
                        .addString(draft.title())
                        .addString(draft.body())
                        .addOffsetDateTime(sentAt.atOffset(ZoneOffset.UTC));
        return query(REMEMBER, values).replaceWithVoid();
    }

    /// Adds the calls since a time to the user's inbox; says how many were not there.
    Uni<Integer> addFor(UserId user, ChannelId channel, Instant since) {
        Tuple values = Tuple.of(user.value(), channel.value(), since.atOffset(ZoneOffset.UTC));
        return query(add, values).map(RowSet::rowCount);
    }

    Uni<Void> edit(MessageId message, int version, String body) {
        return query(EDIT, Tuple.of(message.value(), body, version)).replaceWithVoid();
    }

    Uni<Void> withdraw(MessageId message, int version) {
        return query(WITHDRAW, Tuple.of(message.value(), version)).replaceWithVoid();
    }

    /// Forgets some of those too old for any joining to be still on its way; says how many.
    Uni<Integer> purge() {
        return query(PURGE, Tuple.of(config.callRetention().toMillis(), config.purgeBatch()))
                .map(RowSet::rowCount);
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .ifNoItem()
                .after(config.queryTimeout())
                .fail();
    }
}

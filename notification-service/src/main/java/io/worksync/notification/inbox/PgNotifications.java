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
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Writes what events make of inboxes. Each step may be repeated: an entry exists once per
/// recipient and message, and what changed is marked as untold in the same step.
@ApplicationScoped
class PgNotifications {

    private static final String INSERT_HEAD =
            """
            INSERT INTO notifications (recipient_id, kind, channel_id, message_id, message_version,
                seq, actor_id, actor_name, title, body, untold)
            """;
    private static final String INSERT_TAIL = " ON CONFLICT (recipient_id, message_id) DO NOTHING";
    private static final String FOR_USERS =
            INSERT_HEAD
                    + """
                    SELECT recipient, $1, $2, $3, $4, $5, $6, $7, $8, $9, 'created'
                    FROM unnest($10::uuid[]) AS recipient"""
                    + INSERT_TAIL;
    private static final String FOR_MEMBERS =
            INSERT_HEAD
                    + """
                    SELECT user_id, $1, $2, $3, $4, $5, $6, $7, $8, $9, 'created'
                    FROM memberships WHERE channel_id = $2 AND joined AND user_id <> $6"""
                    + INSERT_TAIL;
    private static final String MISSED_CALL =
            """
            INSERT INTO notifications (recipient_id, kind, channel_id, actor_id, actor_name, title,
                body, event_id, untold)
            VALUES ($1, 'missed_call', $2, $3, $4, $5, $6, $7, 'created')
            ON CONFLICT (event_id) DO NOTHING""";
    private static final String EDIT =
            """
            UPDATE notifications SET body = $2, message_version = $3,
                untold = coalesce(untold, 'updated'), changed_at = now()
            WHERE message_id = $1 AND message_version < $3 AND withdrawn_at IS NULL""";
    // a read one stays, without the text; the devices of somebody never told have nothing to forget
    private static final String WITHDRAW_MESSAGE =
            """
            UPDATE notifications SET body = '', message_version = $2, changed_at = now(),
                withdrawn_at = CASE WHEN read_at IS NULL THEN now() END,
                untold = CASE WHEN untold = 'created' AND read_at IS NULL THEN NULL ELSE 'reload' END
            WHERE message_id = $1 AND message_version < $2 AND withdrawn_at IS NULL""";
    private static final String WITHDRAW_CHANNEL =
            """
            UPDATE notifications SET withdrawn_at = now(), changed_at = now(),
                untold = CASE WHEN untold = 'created' THEN NULL ELSE 'reload' END
            WHERE recipient_id = $1 AND channel_id = $2 AND read_at IS NULL
                AND withdrawn_at IS NULL""";
    private static final String UNTOLD_OF_MESSAGE =
            """
            SELECT DISTINCT recipient_id FROM notifications
            WHERE message_id = $1 AND untold IS NOT NULL LIMIT $2""";
    private static final String UNTOLD_SINCE =
            """
            SELECT DISTINCT recipient_id FROM notifications
            WHERE untold IS NOT NULL AND changed_at < now() - $1 * interval '1 millisecond'
            LIMIT $2""";
    private static final String PURGE =
            """
            DELETE FROM notifications WHERE id IN (SELECT id FROM notifications
                WHERE created_at < now() - $1 * interval '1 millisecond' LIMIT $2)""";

    private final Pool pool;
    private final InboxConfig config;
    private final String forUsers;
    private final String forMembers;
    private final String missedCall;

    PgNotifications(Pool pool, InboxConfig config, PushPlan pushes) {
        this.pool = pool;
        this.config = config;
        this.forUsers = pushes.with(FOR_USERS);
        this.forMembers = pushes.with(FOR_MEMBERS);
        this.missedCall = pushes.with(MISSED_CALL);
    }

    /// Adds an entry for each of the recipients who has none of this message.
    Uni<Void> addFor(Collection<UserId> recipients, Draft draft) {
        UUID[] ids = recipients.stream().map(UserId::value).toArray(UUID[]::new);
        return query(forUsers, values(draft).addArrayOfUUID(ids)).replaceWithVoid();
    }

    /// Adds an entry for each member of the channel who has none of this message, but its author.
    Uni<Void> addForMembers(Draft draft) {
        return query(forMembers, values(draft)).replaceWithVoid();
    }

    /// Adds an entry of a missed call, unless there is one of the same event.
    Uni<Void> add(MissedCall call) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(call.recipient().value())
                        .addValue(call.channelId() == null ? null : call.channelId().value())
                        .addUUID(call.actorId().value())
                        .addString(call.actorName())
                        .addString(call.title())
                        .addString(call.body())
                        .addUUID(call.eventId());
        return query(missedCall, values).replaceWithVoid();
    }

    /// Gives the entries of a message another preview.
    Uni<Void> edit(MessageId message, int version, String body) {
        return query(EDIT, Tuple.of(message.value(), body, version)).replaceWithVoid();
    }

    /// Takes the unread entries of a deleted message away, and the text of the read ones.
    Uni<Void> withdraw(MessageId message, int version) {
        return query(WITHDRAW_MESSAGE, Tuple.of(message.value(), version)).replaceWithVoid();
    }

    /// Takes the recipient's unread entries of a channel away.
    Uni<Void> withdraw(UserId recipient, ChannelId channel) {
        return query(WITHDRAW_CHANNEL, Tuple.of(recipient.value(), channel.value()))
                .replaceWithVoid();
    }

    /// Some of those who are still to be told of the message.
    Uni<List<UserId>> untold(MessageId message) {
        return query(UNTOLD_OF_MESSAGE, Tuple.of(message.value(), config.tellBatch()))
                .map(PgRows::recipients);
    }

    /// Some of those who should have been told a while ago.
    Uni<List<UserId>> overdue() {
        return query(UNTOLD_SINCE, Tuple.of(config.retellAfter().toMillis(), config.tellBatch()))
                .map(PgRows::recipients);
    }

    /// Deletes some of the entries that are too old; says how many.
    Uni<Integer> purge() {
        return query(PURGE, Tuple.of(config.retention().toMillis(), config.purgeBatch()))
                .map(RowSet::rowCount);
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .ifNoItem()
                .after(config.queryTimeout())
                .fail();
    }

    private static Tuple values(Draft draft) {
        return Tuple.tuple()
                .addString(Kinds.name(draft.kind()))
                .addUUID(draft.channelId().value())
                .addUUID(draft.messageId().value())
                .addInteger(draft.messageVersion())
                .addLong(draft.seq())
                .addUUID(draft.actorId().value())
                .addString(draft.actorName())
                .addString(draft.title())
                .addString(draft.body());
    }
}

package io.worksync.notification.push;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.notification.NotificationKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is still to be sent. Any number of instances may take from it at once.
@ApplicationScoped
class PgPushes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    // put off by more than sending may take: where the instance dies, another one sends it then
    private static final String TAKE =
            """
            UPDATE pushes p SET attempts = p.attempts + 1,
                due_at = now() + $2 * interval '1 millisecond'
            FROM (SELECT notification_id, subscription_id FROM pushes WHERE due_at <= now()
                    ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) due
                JOIN notifications n ON n.id = due.notification_id
                JOIN push_subscriptions s ON s.id = due.subscription_id
                LEFT JOIN presences a ON a.user_id = s.user_id
            WHERE p.notification_id = due.notification_id
                AND p.subscription_id = due.subscription_id
            RETURNING p.notification_id, p.subscription_id, p.attempts, s.endpoint, s.public_key,
                s.auth_secret, n.kind, n.channel_id, n.seq, n.title, n.body, n.created_at,
                n.read_at IS NOT NULL OR n.withdrawn_at IS NOT NULL
                    OR n.recipient_id <> s.user_id AS over, a.availability""";
    private static final String AGAIN =
            """
            UPDATE pushes SET due_at = now() + $3 * interval '1 millisecond', attempts = $4
            WHERE notification_id = $1 AND subscription_id = $2""";
    private static final String DONE =
            "DELETE FROM pushes WHERE notification_id = $1 AND subscription_id = $2";

    private final Pool pool;
    private final PushConfig config;

    PgPushes(Pool pool, PushConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// Some of those that are due, which no other instance gets for a while.
    Uni<List<DuePush>> take() {
        int turns = config.batch() / config.atOnce() + 2;
        Duration untilAnother = config.timeout().multipliedBy(turns);
        return within(
                        pool.preparedQuery(TAKE)
                                .execute(Tuple.of(config.batch(), untilAnother.toMillis())))
                .map(PgPushes::pushes);
    }

    /// Has it taken again after this time.
    ///
    /// @param attempts how many it is said to have had then
    Uni<Void> again(DuePush push, Duration after, int attempts) {
        return within(
                        pool.preparedQuery(AGAIN)
                                .execute(
                                        Tuple.of(
                                                push.notificationId(),
                                                push.subscriptionId(),
                                                after.toMillis(),
                                                attempts)))
                .replaceWithVoid();
    }

    /// Has it taken no more.
    Uni<Void> done(DuePush push) {
        return within(
                        pool.preparedQuery(DONE)
                                .execute(Tuple.of(push.notificationId(), push.subscriptionId())))
                .replaceWithVoid();
    }

    private static List<DuePush> pushes(RowSet<Row> rows) {
        List<DuePush> all = new ArrayList<>();
        rows.forEach(row -> all.add(push(row)));
        return all;
    }

    private static DuePush push(Row row) {
        return new DuePush(
                row.getUUID("notification_id"),
                row.getUUID("subscription_id"),
                row.getInteger("attempts"),
                URI.create(row.getString("endpoint")),
                new BrowserKeys(
                        row.getBuffer("public_key").getBytes(),
                        row.getBuffer("auth_secret").getBytes()),
                NotificationKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getUUID("channel_id"),
                row.getLong("seq"),
                row.getString("title"),
                row.getString("body"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getBoolean("over"),
                row.getString("availability"));
    }

    private static <T> Uni<T> within(Uni<T> work) {
        return work.ifNoItem().after(TIMEOUT).fail();
    }
}

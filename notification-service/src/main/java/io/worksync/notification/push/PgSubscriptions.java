package io.worksync.notification.push;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.UserId;
import io.worksync.notification.caller.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The browsers that people want to be told in.
@ApplicationScoped
class PgSubscriptions {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    // with the same keys it is the same browser, in which somebody else signed in; other keys are
    // somebody's guess at an
    // endpoint that is not theirs
    private static final String SAVE =
            """
            INSERT INTO push_subscriptions AS known
                (user_id, endpoint, public_key, auth_secret, device_name, sign_in, token_issued_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (endpoint) DO UPDATE SET user_id = $1, public_key = $3, auth_secret = $4,
                device_name = $5, sign_in = $6, token_issued_at = $7, confirmed_at = now()
            WHERE known.user_id = $1 OR (known.public_key = $3 AND known.auth_secret = $4)
            RETURNING id, endpoint, device_name, created_at, old.id IS NULL AS added""";
    private static final String DROP_OLDEST =
            """
            DELETE FROM push_subscriptions WHERE id IN (SELECT id FROM push_subscriptions
                WHERE user_id = $1 ORDER BY confirmed_at DESC, id DESC OFFSET $2)""";
    private static final String OF_USER =
            """
            SELECT id, endpoint, device_name, created_at FROM push_subscriptions
            WHERE user_id = $1 ORDER BY id""";
    private static final String REMOVE =
            "DELETE FROM push_subscriptions WHERE id = $1 AND user_id = $2";
    private static final String OF_SIGN_IN = "DELETE FROM push_subscriptions WHERE sign_in = $1";
    private static final String OF_TOKENS_UNTIL =
            """
            DELETE FROM push_subscriptions
            WHERE token_issued_at <= $2 AND ($1::uuid IS NULL OR user_id = $1)""";
    private static final String GONE = "DELETE FROM push_subscriptions WHERE id = $1";

    private final Pool pool;
    private final PushConfig config;

    PgSubscriptions(Pool pool, PushConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /// What its owner is shown of one; `host` is the push service's.
    record Subscription(UUID id, String host, @Nullable String deviceName, Instant createdAt) {}

    /// One that is known now; `added` where it was not before.
    record Saved(Subscription subscription, boolean added) {}

    /// Takes a browser for this user, from whoever used it before; nothing where the endpoint is
    /// another browser's.
    Uni<Optional<Saved>> save(Caller caller, NewSubscription subscription) {
        return within(pool.withTransaction(connection -> save(connection, caller, subscription)));
    }

    Uni<List<Subscription>> of(UserId user) {
        return within(pool.preparedQuery(OF_USER).execute(Tuple.of(user.value())))
                .map(PgSubscriptions::subscriptions);
    }

    /// Whether the user had it.
    Uni<Boolean> remove(UserId user, UUID id) {
        return within(pool.preparedQuery(REMOVE).execute(Tuple.of(id, user.value())))
                .map(rows -> rows.rowCount() > 0);
    }

    /// Forgets those that were taken with tokens of this sign-in.
    Uni<Void> endSignIn(String signIn) {
        return within(pool.preparedQuery(OF_SIGN_IN).execute(Tuple.of(signIn))).replaceWithVoid();
    }

    /// Forgets those that were taken with tokens until this moment: of a user, or everybody's.
    Uni<Void> endTokens(@Nullable UserId user, Instant until) {
        Tuple values = Tuple.of(user == null ? null : user.value(), until.atOffset(ZoneOffset.UTC));
        return within(pool.preparedQuery(OF_TOKENS_UNTIL).execute(values)).replaceWithVoid();
    }

    /// Forgets one that its push service does not know any more.
    Uni<Void> gone(UUID id) {
        return within(pool.preparedQuery(GONE).execute(Tuple.of(id))).replaceWithVoid();
    }

    private Uni<Optional<Saved>> save(
            SqlConnection connection, Caller caller, NewSubscription subscription) {
        Tuple values =
                Tuple.tuple()
                        .addUUID(caller.id().value())
                        .addString(subscription.endpoint().toString())
                        .addBuffer(Buffer.buffer(subscription.keys().point()))
                        .addBuffer(Buffer.buffer(subscription.keys().authSecret()))
                        .addString(subscription.deviceName())
                        .addString(caller.signIn())
                        .addOffsetDateTime(caller.issuedAt().atOffset(ZoneOffset.UTC));
        return connection
                .preparedQuery(SAVE)
                .execute(values)
                .call(
                        () ->
                                connection
                                        .preparedQuery(DROP_OLDEST)
                                        .execute(
                                                Tuple.of(
                                                        caller.id().value(),
                                                        config.browsersPerUser())))
                .map(PgSubscriptions::saved);
    }

    private static Optional<Saved> saved(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new Saved(subscription(row), row.getBoolean("added")));
        }
        return Optional.empty();
    }

    private static List<Subscription> subscriptions(RowSet<Row> rows) {
        List<Subscription> all = new ArrayList<>();
        rows.forEach(row -> all.add(subscription(row)));
        return all;
    }

    // whoever has the whole endpoint may push to it
    private static Subscription subscription(Row row) {
        return new Subscription(
                row.getUUID("id"),
                URI.create(row.getString("endpoint")).getHost(),
                row.getString("device_name"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static <T> Uni<T> within(Uni<T> work) {
        return work.ifNoItem().after(TIMEOUT).fail();
    }
}

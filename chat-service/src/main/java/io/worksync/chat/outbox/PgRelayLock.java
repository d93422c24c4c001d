package io.worksync.chat.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Lets one process of all work on the outbox.
///
/// The lock belongs to a connection and the work is done on that connection: a process that dies,
/// or is silent for too long, loses both at once, and another one takes over.
@ApplicationScoped
class PgRelayLock {

    /// Any number, as long as nothing else in this database uses it.
    private static final long KEY = 0x6f7574626f78L;

    private final Vertx vertx;
    private final OutboxConfig config;
    private final PgConnectOptions options;
    private volatile @Nullable PgConnection connection;
    private volatile boolean held;

    PgRelayLock(
            Vertx vertx,
            OutboxConfig config,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.vertx = vertx;
        this.config = config;
        this.options =
                PgConnectOptions.fromUri(url)
                        .setUser(username)
                        .setPassword(password)
                        .setCachePreparedStatements(true)
                        .addProperty("application_name", "outbox-relay")
                        // it only deletes what was announced: after a crash it is announced again
                        .addProperty("synchronous_commit", "off")
                        .addProperty("plan_cache_mode", "force_generic_plan")
                        .addProperty("statement_timeout", millis(config.timeout().toMillis()))
                        .addProperty("idle_session_timeout", millis(config.silence().toMillis()));
    }

    boolean isHeld() {
        return held;
    }

    /// The connection that holds the lock, or nothing where another process holds it.
    Uni<Optional<PgConnection>> acquire() {
        return connected()
                .chain(open -> held ? Uni.createFrom().item(Optional.of(open)) : lock(open))
                .ifNoItem()
                .after(config.timeout())
                .fail();
    }

    private Uni<PgConnection> connected() {
        PgConnection open = connection;
        return open == null
                ? PgConnection.connect(vertx, options).invoke(this::opened)
                : Uni.createFrom().item(open);
    }

    private void opened(PgConnection open) {
        connection = open;
        open.closeHandler(this::lost);
    }

    private void lost() {
        held = false;
        connection = null;
    }

    private Uni<Optional<PgConnection>> lock(PgConnection open) {
        return open.query("SELECT pg_try_advisory_lock(" + KEY + ")")
                .execute()
                .map(rows -> locked(open, rows));
    }

    private Optional<PgConnection> locked(PgConnection open, RowSet<Row> rows) {
        held = rows.iterator().next().getBoolean(0);
        return held ? Optional.of(open) : Optional.empty();
    }

    /// Gives the lock up, for another process to take at once.
    Uni<Void> release() {
        PgConnection open = connection;
        lost();
        return open == null ? Uni.createFrom().voidItem() : open.close();
    }

    private static String millis(long millis) {
        return Long.toString(millis);
    }
}

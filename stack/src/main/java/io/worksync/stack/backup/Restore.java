package io.worksync.stack.backup;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.backup.BackupFolder.Base;
import io.worksync.stack.install.Programs;
import io.worksync.stack.part.Kafka;
import io.worksync.stack.part.Postgres;
import io.worksync.stack.part.Redis;
import io.worksync.stack.part.ServiceKind;
import io.worksync.stack.part.Unprivileged;
import io.worksync.stack.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Puts PostgreSQL back to a moment while nothing runs, and forgets what Redis and Kafka know of
/// the time after it.
///
/// Where that fails everything is as before. The cluster that was replaced is kept as
/// `postgres.replaced` until the next time.
public final class Restore {

    /// A day of much writing is replayed within this.
    private static final Duration REPLAYED = Duration.ofHours(1);

    private static final Duration STOPPED = Duration.ofSeconds(60);

    private final Layout layout;
    private final BackupFolder source;
    private final Optional<Instant> until;

    /// @param until the moment; without one, everything that is archived
    public Restore(Layout layout, Path folder, Optional<Instant> until) {
        this.layout = layout;
        this.source = new BackupFolder(folder);
        this.until = until;
    }

    public void run() {
        Base base = base();
        try {
            takeSecrets();
            putAside();
            try {
                recover(base);
            } catch (IOException | SQLException | StackFailure e) {
                putBack();
                throw e;
            }
            forgetWhatWasAfter();
        } catch (IOException | SQLException e) {
            throw new StackFailure("cannot restore: " + e.getMessage(), e);
        }
        until.ifPresent(source::abandonAfter);
    }

    private Base base() {
        return source.lastBefore(until)
                .orElseThrow(
                        () ->
                                new StackFailure(
                                        "no backup in %s was complete %s"
                                                .formatted(
                                                        source.folder(),
                                                        until.map(moment -> "at " + moment)
                                                                .orElse("ever"))));
    }

    /// On a machine that never had this stack.
    private void takeSecrets() throws IOException {
        if (!Files.exists(layout.secrets())) {
            Files.createDirectories(layout.state());
            Files.copy(source.secrets(), layout.secrets(), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void putAside() throws IOException {
        if (Files.exists(data())) {
            Programs.delete(replaced());
            Files.move(data(), replaced(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void putBack() throws IOException {
        Programs.delete(data());
        if (Files.exists(replaced())) {
            Files.move(replaced(), data(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// What the archive lacks since the server did not live to archive it is taken from the cluster
    /// that is replaced.
    private void recover(Base base) throws IOException, SQLException {
        ClusterCopy.copy(base.folder(), data());
        Files.createFile(data().resolve("recovery.signal"));
        Unprivileged.own(data());
        source.archiveInto(layout);
        List<Path> archives = List.of(source.wal(), replaced().resolve("pg_wal"));
        Postgres postgres = postgres();
        ProcessTable processes = new ProcessTable(layout);
        processes.start(postgres.id(), postgres.recovering(archives, until), postgres.ports());
        try {
            processes.awaitReady(postgres.id(), postgres::isReady, REPLAYED);
            announceMembershipsAgain();
        } finally {
            processes.signal(postgres.id(), "INT");
            processes.awaitStopped(postgres.id(), STOPPED);
        }
    }

    /// What the other services know of memberships came from Kafka: some of it may have been on its
    /// way at that moment. They begin anew, and chat-service tells them all of it.
    private void announceMembershipsAgain() throws IOException, SQLException {
        for (String service : List.of("presence", "notification", "signaling")) {
            run(service, "forget-memberships.sql");
        }
        run("chat", "announce-memberships.sql");
    }

    private void run(String service, String script) throws IOException, SQLException {
        try (Database database = Database.connect(layout, service)) {
            // a stack of which only the backing services ever ran has no tables
            if (!database.text("SELECT to_regclass('memberships')").equals("null")) {
                database.execute(
                        Files.readString(layout.root().resolve("deploy/restore").resolve(script)));
            }
        }
    }

    /// Redis has positions, and Kafka events, that PostgreSQL has not given yet; it will give them
    /// again to something else.
    private void forgetWhatWasAfter() throws IOException {
        for (Redis server : Redis.all(layout, secrets())) {
            Programs.delete(server.data());
        }
        Programs.delete(layout.data(Kafka.NAME));
        Files.deleteIfExists(layout.data("kafka.topics"));
    }

    private Postgres postgres() {
        return new Postgres(layout, secrets());
    }

    private Secrets secrets() {
        return Secrets.ensure(layout.secrets(), Postgres.ROLES, ServiceKind.names());
    }

    private Path data() {
        return layout.data(Postgres.NAME);
    }

    private Path replaced() {
        return layout.data("postgres.replaced");
    }
}

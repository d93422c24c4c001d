package io.worksync.stack.backup;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Programs;
import io.worksync.stack.part.Postgres;
import io.worksync.stack.part.Unprivileged;
import io.worksync.stack.process.Command;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;

/// Copies the running PostgreSQL, with the databases of all services and of Keycloak, into a
/// folder, and has everything that is written from now on archived beside it.
///
/// With the server's own functions for backups, as `pg_basebackup` does: the binaries that a stack
/// runs on come without it, and another version's would refuse this server.
public final class BackUp {

    private final Layout layout;

    public BackUp(Layout layout) {
        this.layout = layout;
    }

    /// @return the copy
    public Path into(Path folder) {
        if (new ProcessTable(layout).pid(new PartId(Postgres.NAME, 1)).isEmpty()) {
            throw new StackFailure("PostgreSQL is not running: ./worksync up");
        }
        BackupFolder target = new BackupFolder(folder);
        try (Database database = Database.connect(layout, "postgres")) {
            begin(database, target);
            database.execute("SELECT pg_backup_start('worksync', true)");
            ClusterCopy.copy(layout.data(Postgres.NAME), target.unfinished());
            // waits until all WAL is archived that the copy needs
            String label = database.text("SELECT labelfile FROM pg_backup_stop(true)");
            Files.writeString(target.unfinished().resolve("backup_label"), label);
            return finish(target);
        } catch (IOException | SQLException e) {
            throw new StackFailure("cannot back up into " + folder + ": " + e.getMessage(), e);
        }
    }

    private void begin(Database database, BackupFolder target) throws IOException, SQLException {
        if (!database.text("SHOW archive_mode").equals("on")) {
            throw new StackFailure(
                    "PostgreSQL was started before there were backups: ./worksync down, then up");
        }
        Files.createDirectories(target.wal());
        Unprivileged.own(target.wal());
        Programs.delete(target.unfinished());
        target.archiveInto(layout);
        // what was written is in the archive a minute later, also on a quiet day
        database.execute("ALTER SYSTEM SET archive_timeout = '60s'");
        database.execute("SELECT pg_reload_conf()");
    }

    private Path finish(BackupFolder target) throws IOException {
        Files.copy(layout.secrets(), target.secrets(), StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(
                target.secrets(), PosixFilePermissions.fromString("rw-------"));
        if (!Command.succeeds("sync", "-f", target.folder().toString())) {
            throw new StackFailure("cannot write " + target.folder() + " to its disk");
        }
        Path base = target.base(Instant.now());
        Files.move(target.unfinished(), base, StandardCopyOption.ATOMIC_MOVE);
        return base;
    }
}

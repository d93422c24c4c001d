package io.worksync.stack.backup;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A folder of backups: copies of the cluster, each named after the moment it was complete, and
/// everything that PostgreSQL has written since the first of them.
record BackupFolder(Path folder) {

    private static final String BASE = "base-";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /// One copy of the cluster.
    ///
    /// @param complete from when on it can be restored
    record Base(Path folder, Instant complete) {}

    /// The archive of WAL, where PostgreSQL puts each segment that is full or a minute old.
    Path wal() {
        return folder.resolve("wal");
    }

    /// Without the passwords that services and Keycloak sign in with, a restored cluster is of no
    /// use.
    Path secrets() {
        return folder.resolve("secrets.properties");
    }

    /// Where a copy is made, before it counts.
    Path unfinished() {
        return folder.resolve("unfinished");
    }

    Path base(Instant complete) {
        return folder.resolve(BASE + NAME.format(complete));
    }

    /// The last copy that was complete at a moment, or at all.
    Optional<Base> lastBefore(Optional<Instant> until) {
        return bases().stream()
                .filter(base -> until.isEmpty() || !base.complete().isAfter(until.get()))
                .max(Comparator.comparing(Base::complete));
    }

    /// Copies made after the moment that was gone back to are of a time that did not happen.
    void abandonAfter(Instant moment) {
        try {
            for (Base base : bases()) {
                if (base.complete().isAfter(moment)) {
                    Files.move(
                            base.folder(),
                            base.folder()
                                    .resolveSibling("abandoned-" + base.folder().getFileName()));
                }
            }
        } catch (IOException e) {
            throw new StackFailure("cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    /// Has PostgreSQL archive into this folder from now on; the command that it was started with
    /// leads here.
    void archiveInto(Layout layout) throws IOException {
        Path link = layout.archive();
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, wal());
    }

    private List<Base> bases() {
        List<Base> found = new ArrayList<>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> completeAt(file).ifPresent(at -> found.add(new Base(file, at))));
        } catch (IOException e) {
            throw new StackFailure("there is no backup in " + folder, e);
        }
        return found;
    }

    private static Optional<Instant> completeAt(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return name.startsWith(BASE)
                    ? Optional.of(NAME.parse(name.substring(BASE.length()), Instant::from))
                    : Optional.empty();
        } catch (DateTimeParseException somethingElse) {
            return Optional.empty();
        }
    }
}

package io.worksync.stack.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The files of a PostgreSQL cluster, copied while it may be running.
///
/// Left out is what `pg_basebackup` leaves out: WAL, which comes from the archive, and what only a
/// running server means anything to.
final class ClusterCopy {

    private static final Path CONTROL = Path.of("global", "pg_control");
    private static final Set<String> EMPTY =
            Set.of(
                    "pg_wal",
                    "pg_replslot",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans",
                    "pgsql_tmp");
    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init");

    private ClusterCopy() {}

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        if (!folder.equals(from)) {
                            Files.copy(
                                    folder,
                                    to.resolve(from.relativize(folder)),
                                    StandardCopyOption.COPY_ATTRIBUTES);
                        }
                        return EMPTY.contains(String.valueOf(folder.getFileName()))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path name = from.relativize(file);
                        if (!LEFT_OUT.contains(String.valueOf(file.getFileName()))
                                && !name.equals(CONTROL)) {
                            copyIfThere(file, to.resolve(name));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        return ifGone(failure);
                    }
                });
        // last, so that it is no older than any of the files
        Files.copy(from.resolve(CONTROL), to.resolve(CONTROL), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /// A running server deletes files; recovery knows of that.
    private static void copyIfThere(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(to);
        }
    }

    private static FileVisitResult ifGone(IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }
}

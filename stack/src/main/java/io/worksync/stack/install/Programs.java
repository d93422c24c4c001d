package io.worksync.stack.install;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/// Unpacks the programs of the backing services, each once per version.
///
/// A program appears under its name only when it is complete, so an interrupted installation is
/// simply begun again.
public final class Programs {

    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    private final Layout layout;

    public Programs(Layout layout) {
        this.layout = layout;
    }

    /// The folder with PostgreSQL's `bin`, `lib` and `share`.
    public Path postgres() {
        String entry = ARM ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
        return installed(built("postgres-"), (jar, target) -> TarXz.unpack(jar, entry, target));
    }

    /// The folder with `redis-server`.
    public Path redis() {
        String entry = ARM ? "redis-server-7.0.15-linux-arm64" : "redis-server-7.0.15-linux-amd64";
        return installed(
                built("redis-"),
                (jar, target) -> Archive.unpackFile(jar, entry, target.resolve("redis-server")));
    }

    /// The folder with the broker's jars, copied so that a rebuild does not pull them from under a
    /// running broker.
    public Path kafka() {
        Path jars = layout.built().resolve("kafka-lib");
        Path broker = only(jars, "kafka_");
        return installed(broker, (jar, target) -> copyAll(jars, target));
    }

    /// Keycloak's home; `prepare` runs once in it before it counts as installed.
    public Path keycloak(Preparation prepare) {
        return installed(
                built("keycloak-"),
                (zip, target) -> {
                    Archive.unpackZip(zip, target);
                    prepare.in(target);
                });
    }

    /// What has to be done to a program before its first use.
    @FunctionalInterface
    public interface Preparation {
        void in(Path home) throws IOException;
    }

    @FunctionalInterface
    private interface Unpacking {
        void unpack(Path archive, Path target) throws IOException;
    }

    private Path installed(Path archive, Unpacking unpacking) {
        String name = String.valueOf(archive.getFileName()).replaceAll("\\.(jar|zip)$", "");
        Path home = layout.programs().resolve(name);
        try {
            Files.createDirectories(layout.programs());
            try (FileChannel file =
                            FileChannel.open(
                                    layout.programs().resolve(name + ".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid() && !Files.exists(home)) {
                    Path partial = layout.programs().resolve(name + ".partial");
                    delete(partial);
                    Files.createDirectories(partial);
                    unpacking.unpack(archive, partial);
                    Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new StackFailure("cannot install " + name + ": " + e.getMessage(), e);
        }
        return home;
    }

    private Path built(String prefix) {
        return only(layout.built().resolve("parts"), prefix);
    }

    private static Path only(Path folder, String prefix) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + prefix + "*"));
        } catch (IOException e) {
            throw new StackFailure(
                    "the stack module is not built (" + folder + "): run ./mvnw -pl stack package",
                    e);
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        List<Path> jars;
        try (var files = Files.list(from)) {
            jars = files.toList();
        }
        for (Path jar : jars) {
            Files.copy(jar, to.resolve(jar.getFileName()));
        }
    }

    /// Deletes a folder with all that is in it.
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> deepestFirst;
            try (var files = Files.walk(folder)) {
                deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}

package io.worksync.stack.install;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Copies of the built services. What runs is the copy: the next build replaces the files it was
/// made from, which a running JVM still reads from.
public final class Apps {

    private final Layout layout;

    public Apps(Layout layout) {
        this.layout = layout;
    }

    /// The jar to run of a service's latest build.
    public Path jar(String service) {
        Path built = built(service);
        try {
            return copyOf(built, copies(service)).resolve("quarkus-run.jar");
        } catch (IOException e) {
            throw new StackFailure("cannot copy " + built + ": " + e.getMessage(), e);
        }
    }

    /// Where this Java keeps what it noted of a start of the service's latest build.
    public Path startCache(String service) {
        return jar(service).resolveSibling("start-" + Runtime.version() + ".aot");
    }

    /// Deletes the copies of builds that nobody will start any more; nothing may run.
    public void deleteOld(List<String> services) {
        try {
            for (String service : services) {
                Path latest = copies(service).resolve(version(files(built(service))));
                for (Path copy : children(copies(service))) {
                    if (!copy.equals(latest)) {
                        Programs.delete(copy);
                    }
                }
            }
        } catch (IOException e) {
            throw new StackFailure("cannot delete old copies: " + e.getMessage(), e);
        }
    }

    private Path built(String service) {
        Path built = layout.root().resolve(service).resolve("target/quarkus-app");
        if (!Files.exists(built.resolve("quarkus-run.jar"))) {
            throw new StackFailure(service + " is not built: there is no " + built);
        }
        return built;
    }

    private Path copies(String service) {
        return layout.state().resolve("apps").resolve(service);
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var found = Files.list(folder)) {
            return found.toList();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            return found.toList();
        }
    }

    private static Path copyOf(Path built, Path copies) throws IOException {
        List<Path> files = files(built);
        Path copy = copies.resolve(version(files));
        if (!Files.exists(copy)) {
            Path partial = copies.resolve("partial");
            Programs.delete(partial);
            Files.createDirectories(copies);
            for (Path file : files) {
                Path target = partial.resolve(built.relativize(file).toString());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
        }
        return copy;
    }

    /// Builds tell themselves apart by when they were made.
    private static String version(List<Path> files) throws IOException {
        long newest = 0;
        for (Path file : files) {
            newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
        }
        return Long.toString(newest, Character.MAX_RADIX);
    }
}

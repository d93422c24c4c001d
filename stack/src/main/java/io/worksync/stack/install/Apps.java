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
        Path built = layout.root().resolve(service).resolve("target/quarkus-app");
        if (!Files.exists(built.resolve("quarkus-run.jar"))) {
            throw new StackFailure(service + " is not built: there is no " + built);
        }
        try {
            return copyOf(built, layout.state().resolve("apps").resolve(service))
                    .resolve("quarkus-run.jar");
        } catch (IOException e) {
            throw new StackFailure("cannot copy " + built + ": " + e.getMessage(), e);
        }
    }

    /// Deletes the copies of builds that nobody will start any more.
    public void deleteAll() {
        try {
            Programs.delete(layout.state().resolve("apps"));
        } catch (IOException e) {
            throw new StackFailure("cannot delete old copies: " + e.getMessage(), e);
        }
    }

    private static Path copyOf(Path built, Path copies) throws IOException {
        List<Path> files;
        try (var found = Files.walk(built)) {
            files = found.toList();
        }
        Path copy = copies.resolve(Long.toString(newest(files), Character.MAX_RADIX));
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

    private static long newest(List<Path> files) throws IOException {
        long newest = 0;
        for (Path file : files) {
            newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
        }
        return newest;
    }
}

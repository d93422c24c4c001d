package io.worksync.benchmarks.side;

import io.worksync.benchmarks.measure.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// What one run leaves to the next, in files that only their owner can read.
record Notebook(Path folder) {

    List<String> read(String page) {
        try {
            return Files.readAllLines(folder.resolve(page));
        } catch (IOException neverWritten) {
            return List.of();
        }
    }

    void write(String page, List<String> lines) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(page);
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(file, lines);
        } catch (IOException e) {
            throw new BenchFailure("cannot write to " + folder, e);
        }
    }
}

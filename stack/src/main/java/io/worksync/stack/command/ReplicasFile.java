package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import io.worksync.stack.part.Replicas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How many instances of each service the last `up` was asked for; later commands need to know.
final class ReplicasFile {

    private ReplicasFile() {}

    static Replicas read(Layout layout) {
        try {
            return Replicas.parse(Files.readString(file(layout)));
        } catch (IOException | IllegalArgumentException neverUp) {
            return Replicas.ONE;
        }
    }

    static void write(Layout layout, Replicas replicas) {
        try {
            Files.writeString(file(layout), replicas.toString());
        } catch (IOException e) {
            throw new StackFailure("cannot write " + file(layout) + ": " + e.getMessage(), e);
        }
    }

    private static Path file(Layout layout) {
        return layout.run().resolve("replicas");
    }
}

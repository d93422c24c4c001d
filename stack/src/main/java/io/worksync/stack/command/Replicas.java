package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How many instances of each service the last `up` was asked for; later commands need to know.
final class Replicas {

    private Replicas() {}

    static int of(Layout layout) {
        try {
            return Integer.parseInt(Files.readString(file(layout)).strip());
        } catch (IOException | NumberFormatException neverUp) {
            return 1;
        }
    }

    static void remember(Layout layout, int replicas) {
        try {
            Files.writeString(file(layout), Integer.toString(replicas));
        } catch (IOException e) {
            throw new StackFailure("cannot write " + file(layout) + ": " + e.getMessage(), e);
        }
    }

    private static Path file(Layout layout) {
        return layout.run().resolve("replicas");
    }
}

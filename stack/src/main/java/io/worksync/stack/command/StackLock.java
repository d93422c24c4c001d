package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import io.worksync.stack.process.Deadline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Held by whoever changes a stack, so that two commands do not start or stop the same process at
/// once. The system frees
/// it when its holder dies.
final class StackLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final FileChannel file;

    private StackLock(FileChannel file) {
        this.file = file;
    }

    static StackLock acquire(Layout layout) {
        try {
            Files.createDirectories(layout.run());
            FileChannel file =
                    FileChannel.open(
                            layout.run().resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            await(file);
            return new StackLock(file);
        } catch (IOException e) {
            throw new StackFailure("cannot write to " + layout.run() + ": " + e.getMessage(), e);
        }
    }

    private static void await(FileChannel file) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        @Nullable FileLock lock = file.tryLock();
        if (lock == null) {
            Console.say("another worksync command is changing this stack; waiting for it");
        }
        while (lock == null) {
            if (System.nanoTime() > end) {
                throw new StackFailure(
                        "another worksync command has been changing this stack for "
                                + PATIENCE.toMinutes()
                                + " minutes");
            }
            Deadline.pause(POLL);
            lock = file.tryLock();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new StackFailure("cannot release the lock: " + e.getMessage(), e);
        }
    }
}

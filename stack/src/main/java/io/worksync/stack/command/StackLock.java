package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import io.worksync.stack.process.Deadline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// Held by whoever changes a stack, so that two commands do not start or stop the same process at
/// once. The system frees
/// it when its holder dies.
final class StackLock implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration UNNOTICED = Duration.ofSeconds(2);

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

    private static void await(FileChannel file) {
        if (Deadline.await(UNNOTICED, () -> tryLock(file))) {
            return;
        }
        Console.say("another worksync command is changing this stack; waiting for it");
        if (!Deadline.await(PATIENCE, () -> tryLock(file))) {
            throw new StackFailure(
                    "another worksync command has been changing this stack for %d minutes"
                            .formatted(PATIENCE.toMinutes()));
        }
    }

    private static boolean tryLock(FileChannel file) {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        } catch (IOException e) {
            throw new StackFailure("cannot lock the stack: " + e.getMessage(), e);
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

package io.worksync.stack.process;

import io.worksync.stack.StackFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting for something outside this process, for a limited time.
public final class Deadline {

    private static final Duration POLL = Duration.ofMillis(50);

    private Deadline() {}

    /// Returns as soon as the condition holds, or at the end of the time.
    ///
    /// @return whether it holds
    public static boolean await(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(POLL);
        }
        return true;
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }
}

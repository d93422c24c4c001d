package io.worksync.stack.process;

import io.worksync.stack.StackFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting for something outside this process, for a limited time.
public final class Deadline {

    private static final long SHORTEST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private Deadline() {}

    /// Returns as soon as the condition holds, or at the end of the time.
    ///
    /// @return whether it holds
    public static boolean await(Duration time, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (waited.compareTo(time) > 0) {
                return false;
            }
            pause(after(waited));
        }
        return true;
    }

    /// Looks often at first, and seldom at what takes long: each look costs the other side too.
    private static Duration after(Duration waited) {
        return Duration.ofMillis(
                Math.clamp(waited.toMillis() / 10, SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
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

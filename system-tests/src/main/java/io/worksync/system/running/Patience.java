package io.worksync.system.running;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for a condition, for a limited time.
public final class Patience {

    private static final Duration LOOK = Duration.ofMillis(50);

    private Patience() {}

    /// Whether the condition comes to hold in time.
    public static boolean holdsWithin(Duration time, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > time.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    public static void await(String what, Duration time, BooleanSupplier condition) {
        if (!holdsWithin(time, condition)) {
            throw new AssertionError("not within %d s: %s".formatted(time.toSeconds(), what));
        }
    }
}

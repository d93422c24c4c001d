package io.worksync.gateway.connection;

/// How often a client may send commands: a bucket that fills steadily and holds a burst.
final class CommandRate {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final int burst;
    private double left;
    private long filledAt;

    CommandRate(int perSecond, int burst, long nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.filledAt = nanoTime;
    }

    /// Takes one; false where there is none left.
    boolean take(long nanoTime) {
        left = Math.min(burst, left + (nanoTime - filledAt) / NANOS * perSecond);
        filledAt = nanoTime;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

package io.worksync.gateway.limit;

/// How often something may happen: a bucket that fills steadily and holds a burst.
public final class TokenBucket {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final int burst;
    private double left;
    private long filledAt;

    public TokenBucket(int perSecond, int burst, long nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.filledAt = nanoTime;
    }

    /// Takes one; false where there is none left.
    public boolean take(long nanoTime) {
        left = Math.min(burst, left + (nanoTime - filledAt) / NANOS * perSecond);
        filledAt = nanoTime;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

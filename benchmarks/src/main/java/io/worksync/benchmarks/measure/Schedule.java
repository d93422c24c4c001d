package io.worksync.benchmarks.measure;

import java.time.Duration;

/// When each of a phase's messages is to be sent: at even distances, whatever the servers do.
///
/// @param startNanos when the first is
public record Schedule(long startNanos, double perSecond, long count) {

    public static Schedule of(long startNanos, double perSecond, Duration duration) {
        return new Schedule(
                startNanos, perSecond, Math.round(perSecond * duration.toNanos() / 1e9));
    }

    public long nanos(long message) {
        return startNanos + (long) (message * 1e9 / perSecond);
    }
}

package io.worksync.benchmarks.measure;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// What is counted from its start to its end. Times are from the moment at which a message was to
/// be sent, so that a send that had to wait counts with its wait (no coordinated omission).
public final class Phase {

    private static final long HIGHEST_NANOS = 120_000_000_000L;
    private static final int DIGITS = 3;

    private final int number;
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Recorder acks = new Recorder(HIGHEST_NANOS, DIGITS);
    private final Recorder deliveries = new Recorder(HIGHEST_NANOS, DIGITS);
    private final LongAdder acked = new LongAdder();
    private final LongAdder delivered = new LongAdder();

    public Phase(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public void sent() {
        sent.increment();
    }

    public void failed() {
        failed.increment();
    }

    public void answered(boolean done, long sinceNanos) {
        if (done) {
            acked(sinceNanos);
        } else {
            failed();
        }
    }

    public void acked(long sinceNanos) {
        acked.increment();
        acks.recordValue(Math.min(sinceNanos, HIGHEST_NANOS));
    }

    public void delivered(long sinceNanos) {
        delivered.increment();
        deliveries.recordValue(Math.min(sinceNanos, HIGHEST_NANOS));
    }

    public long delivered() {
        return delivered.sum();
    }

    public boolean isSettled(int readers) {
        return acked.sum() + failed.sum() >= sent.sum() && delivered.sum() >= acked.sum() * readers;
    }

    public Result result(double seconds) {
        return new Result(
                seconds,
                sent.sum(),
                acked.sum(),
                failed.sum(),
                delivered.sum(),
                Latency.of(acks.getIntervalHistogram()),
                Latency.of(deliveries.getIntervalHistogram()));
    }

    /// @param seconds for how long messages were sent
    public record Result(
            double seconds,
            long sent,
            long acked,
            long failed,
            long delivered,
            Latency ack,
            Latency deliver) {

        /// What has not arrived of that which was acknowledged or failed.
        public long lost(int readers) {
            return sent * readers - delivered;
        }

        public boolean isComplete(int readers) {
            return acked == sent && delivered == acked * readers;
        }
    }

    /// In milliseconds.
    public record Latency(double p50, double p95, double p99, double max) {

        public static Latency of(Histogram nanos) {
            return new Latency(
                    nanos.getValueAtPercentile(50) / 1e6,
                    nanos.getValueAtPercentile(95) / 1e6,
                    nanos.getValueAtPercentile(99) / 1e6,
                    nanos.getMaxValue() / 1e6);
        }
    }
}

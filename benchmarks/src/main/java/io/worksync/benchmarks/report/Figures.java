package io.worksync.benchmarks.report;

import io.worksync.benchmarks.measure.Cpu;
import io.worksync.benchmarks.measure.Phase.Latency;
import java.util.Locale;
import java.util.stream.Collectors;

/// Numbers as people read them.
public final class Figures {

    private Figures() {}

    public static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    public static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String tenths(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    public static String hundredths(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /// Percentiles in milliseconds.
    public static String of(Latency latency) {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f / %.0f",
                latency.p50(),
                latency.p95(),
                latency.p99(),
                latency.max());
    }

    /// Who used how many microseconds for each of so many.
    public static String each(Cpu cpu, long count) {
        return cpu.micros().entrySet().stream()
                .map(e -> e.getKey() + " " + tenths(e.getValue() / (double) Math.max(1, count)))
                .collect(Collectors.joining(", "));
    }
}

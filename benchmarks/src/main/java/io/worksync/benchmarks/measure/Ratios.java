package io.worksync.benchmarks.measure;

import java.util.List;
import java.util.stream.IntStream;

/// How many times more one side did than the other, in each round; only within a round do the two
/// have the same machine.
public record Ratios(List<Double> sorted) {

    /// Of the rounds in their order.
    public static Ratios of(List<Double> ours, List<Double> theirs) {
        if (ours.size() != theirs.size() || ours.isEmpty()) {
            throw new IllegalArgumentException("each side measures each round");
        }
        return new Ratios(
                IntStream.range(0, ours.size())
                        .mapToObj(i -> ours.get(i) / theirs.get(i))
                        .sorted()
                        .toList());
    }

    public double min() {
        return sorted.getFirst();
    }

    public double median() {
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }
}

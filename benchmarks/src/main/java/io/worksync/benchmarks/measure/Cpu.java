package io.worksync.benchmarks.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Processor time that processes have used, by name, in microseconds: all their threads, and their
/// children.
public record Cpu(Map<String, Long> micros) {

    private static final String POSTGRES = "postgres";

    /// @param processes the pids by name
    /// @param databases whose PostgreSQL backends count; PostgreSQL's own helpers always do
    public static Cpu of(Map<String, List<Long>> processes, Predicate<String> databases) {
        Map<String, Long> used = new TreeMap<>();
        processes.forEach(
                (name, pids) -> {
                    Predicate<Proc> counts =
                            name.equals(POSTGRES)
                                    ? process ->
                                            process.database().map(databases::test).orElse(true)
                                    : process -> true;
                    used.put(name, pids.stream().mapToLong(pid -> used(pid, counts)).sum());
                });
        return new Cpu(used);
    }

    public Cpu since(Cpu before) {
        Map<String, Long> difference = new TreeMap<>();
        micros.forEach(
                (name, now) -> difference.put(name, now - before.micros.getOrDefault(name, 0L)));
        return new Cpu(difference);
    }

    public long of(String name) {
        return micros.getOrDefault(name, 0L);
    }

    public long total() {
        return micros.values().stream().mapToLong(Long::longValue).sum();
    }

    public double seconds() {
        return total() / 1e6;
    }

    private static long used(long pid, Predicate<Proc> counts) {
        Stream<Proc> children =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(child -> new Proc(child.pid()));
        return LongStream.concat(
                        LongStream.of(new Proc(pid).micros()),
                        children.filter(counts).mapToLong(Proc::micros))
                .sum();
    }
}

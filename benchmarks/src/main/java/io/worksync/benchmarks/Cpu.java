package io.worksync.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Processor time that processes have used, by name, in microseconds.
record Cpu(Map<String, Long> micros) {

    /// Linux counts in hundredths of a second, whatever its own tick is (`USER_HZ`).
    private static final long MICROS_PER_TICK = 10_000;

    private static final int FIRST_TIME_FIELD = 11;
    private static final int TIME_FIELDS = 4;

    static Cpu of(Map<String, List<Long>> processes) {
        Map<String, Long> used = new TreeMap<>();
        processes.forEach((name, pids) -> used.put(name, pids.stream().mapToLong(Cpu::used).sum()));
        return new Cpu(used);
    }

    Cpu since(Cpu before) {
        Map<String, Long> difference = new TreeMap<>();
        micros.forEach(
                (name, now) -> difference.put(name, now - before.micros.getOrDefault(name, 0L)));
        return new Cpu(difference);
    }

    long total() {
        return micros.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long used(long pid) {
        LongStream children =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(child -> ofOne(child.pid()));
        return ofOne(pid) + children.sum();
    }

    /// User and system time of a process and of its children that have ended.
    private static long ofOne(long pid) {
        try {
            String stat =
                    Files.readString(
                            Path.of("/proc", Long.toString(pid), "stat"),
                            StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 0; i < TIME_FIELDS; i++) {
                ticks += Long.parseLong(fields[FIRST_TIME_FIELD + i]);
            }
            return ticks * MICROS_PER_TICK;
        } catch (IOException gone) {
            return 0;
        }
    }
}

package io.worksync.benchmarks;

import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.scenario.AloneBenchmark;
import io.worksync.benchmarks.scenario.Benchmark;
import io.worksync.benchmarks.scenario.ChatBenchmark;
import io.worksync.benchmarks.scenario.DeliveryBenchmark;
import io.worksync.benchmarks.scenario.FilesBenchmark;
import io.worksync.benchmarks.scenario.IdleBenchmark;
import io.worksync.benchmarks.scenario.MeetingBenchmark;
import io.worksync.benchmarks.scenario.RampBenchmark;
import io.worksync.benchmarks.scenario.RecoveryBenchmark;
import io.worksync.benchmarks.scenario.RollingBenchmark;
import io.worksync.benchmarks.scenario.StormBenchmark;
import io.worksync.benchmarks.scenario.ThroughputBenchmark;
import io.worksync.system.fault.Faults;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `./worksync bench NAME …`: the table of what there is.
public final class Bench {

    /// @param name as it is asked for
    /// @param program takes the words after the name and gives the exit status
    private record Entry(String name, Program program) {}

    /// What runs under a name.
    private interface Program {
        int run(Path root, List<String> words);
    }

    private static final int DONE = 0;
    private static final int WRONG_USAGE = 2;

    /// Proves, and measures nothing.
    private static final Entry FAULTS = new Entry("faults", Faults::run);

    private static final Entry ROLLING =
            measuring("rolling", "A rolling update under load", new RollingBenchmark());

    private static final List<Entry> ENTRIES =
            List.of(
                    measuring("chat", "Chat beside Socket.IO", new ChatBenchmark()),
                    measuring("alone", "WorkSync by itself", new AloneBenchmark()),
                    measuring("ramp", "The highest rate, beside Socket.IO", new RampBenchmark()),
                    measuring("idle", "Idle sockets, beside Socket.IO", new IdleBenchmark()),
                    measuring("recovery", "Coming back, beside Socket.IO", new RecoveryBenchmark()),
                    measuring("storm", "A gateway dies", new StormBenchmark()),
                    measuring("meetings", "Meetings", new MeetingBenchmark()),
                    measuring("files", "Files from browser to browser", new FilesBenchmark()),
                    measuring(
                            "delivery",
                            "Delivery alone, beside bare Vert.x",
                            new DeliveryBenchmark()),
                    measuring(
                            "throughput",
                            "Sends a second, beside Socket.IO",
                            new ThroughputBenchmark()),
                    ROLLING,
                    FAULTS);

    /// Those that prove, and the one for looking with a profiler.
    private static final List<String> NOT_IN_ALL = List.of("alone", "rolling", "faults");

    /// Runs everything else that measures, one after the other.
    private static final String ALL = "all";

    private Bench() {}

    public static void main(String[] arguments) {
        List<String> words = arguments.length == 0 ? List.of("chat") : List.of(arguments);
        Path root = Path.of(System.getProperty("worksync.root", ".")).toAbsolutePath().normalize();
        System.exit(run(root, words));
    }

    private static int run(Path root, List<String> words) {
        if (words.equals(List.of(ALL))) {
            return ENTRIES.stream()
                    .filter(entry -> !NOT_IN_ALL.contains(entry.name()))
                    .mapToInt(entry -> run(root, List.of(entry.name())))
                    .max()
                    .orElse(DONE);
        }
        for (Entry entry : ENTRIES) {
            if (entry.name().equals(words.getFirst())) {
                try {
                    return entry.program().run(root, words.subList(1, words.size()));
                } catch (BenchFailure e) {
                    return fail(1, e.getMessage());
                }
            }
        }
        return fail(
                WRONG_USAGE,
                "there is no benchmark " + words.getFirst() + "; there is: " + names());
    }

    /// One that takes no words, prints its table and writes it to `benchmarks/results`.
    private static Entry measuring(String name, String title, Benchmark benchmark) {
        Program program =
                (root, words) -> {
                    if (!words.isEmpty()) {
                        return fail(WRONG_USAGE, "bench " + name + " takes no " + words.getFirst());
                    }
                    Results results = new Results(name, title);
                    try {
                        benchmark.run(root, results);
                    } catch (BenchFailure e) {
                        results.add("It ended before its end: " + e.getMessage());
                        results.write(root);
                        throw e;
                    }
                    Results.say("written to " + root.relativize(results.write(root)));
                    return DONE;
                };
        return new Entry(name, program);
    }

    private static int fail(int status, @Nullable String message) {
        System.err.println("worksync: " + message);
        return status;
    }

    private static String names() {
        return ENTRIES.stream().map(Entry::name).collect(Collectors.joining(", ", "", ", " + ALL));
    }
}

package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.measure.Phase;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.benchmarks.side.BenchStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The highest rate that each side sustains in rooms of 50, and how long messages take at half of
/// it.
public final class RampBenchmark implements Benchmark {

    private static final double SUSTAINED_P99_MILLIS = 250;
    private static final Duration STEP = Duration.ofSeconds(Integer.getInteger("bench.step", 8));
    private static final double FIRST =
            Double.parseDouble(System.getProperty("bench.first", "200"));
    private static final double FACTOR = 1.2;

    /// How often the step between the last that was sustained and the first that was not is halved.
    private static final int HALVINGS = 2;

    @Override
    public void run(Path root, Results results) {
        try (BenchStack stack = new BenchStack(root);
                Contest contest = Contest.start(stack, List.of(Plans.MANY));
                Load ours = contest.worksync().connected(Plans.MANY);
                Load theirs = contest.socketIo().connected(Plans.MANY)) {
            List<Loaded> both =
                    List.of(
                            new Loaded(contest.worksync(), ours),
                            new Loaded(contest.socketIo(), theirs));
            Results.say("warming up");
            both.forEach(one -> one.side().warmUp(one.load(), Settings.RATE));
            Table table =
                    new Table("round", "side", "sends/s", "deliveries/s", "send→deliver p99 ms");
            List<Measured> half = new ArrayList<>();
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                for (Loaded one : both) {
                    Load load = one.load();
                    Highest highest = climb(one.side(), load);
                    results.raw(highest);
                    table.row(
                            round,
                            highest.side(),
                            Figures.whole(highest.rate()),
                            Figures.whole(highest.rate() * load.readers()),
                            Figures.whole(highest.p99()));
                    half.add(
                            one.side()
                                    .measure(
                                            Plans.MANY,
                                            load,
                                            highest.rate() / 2,
                                            Settings.MEASURED));
                }
            }
            results.add("## The highest rate sustained: all delivered, p99 below 250 ms\n");
            results.add(table.markdown());
            results.add("## At half of it\n");
            Tables.measurements(half, results);
        }
    }

    /// @param rate 0 when not even the first step was sustained
    record Highest(String side, double rate, double p99) {}

    private static Highest climb(Contender side, Load load) {
        Highest highest = new Highest(side.name(), 0, 0);
        double rate = FIRST;
        Highest next = step(side, load, rate);
        while (next.rate() > 0) {
            highest = next;
            rate *= FACTOR;
            next = step(side, load, rate);
        }
        double tooMuch = rate;
        for (int i = 0; i < HALVINGS && highest.rate() > 0; i++) {
            double between = (highest.rate() + tooMuch) / 2;
            next = step(side, load, between);
            if (next.rate() > 0) {
                highest = next;
            } else {
                tooMuch = between;
            }
        }
        return highest;
    }

    /// One that fails is tried once more, since something else may have had the cores.
    private static Highest step(Contender side, Load load, double rate) {
        Highest first = once(side, load, rate);
        return first.rate() > 0 ? first : once(side, load, rate);
    }

    private static Highest once(Contender side, Load load, double rate) {
        Phase.Result result = load.run(rate, STEP);
        double p99 = result.deliver().p99();
        boolean complete = result.isComplete(load.readers());
        Results.say(
                "  %s at %.0f sends/s: p99 %.0f ms%s"
                        .formatted(side.name(), rate, p99, complete ? "" : ", incomplete"));
        boolean sustained = complete && p99 < SUSTAINED_P99_MILLIS;
        return new Highest(side.name(), sustained ? rate : 0, p99);
    }
}

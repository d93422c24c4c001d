package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.measure.Ratios;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The same messages through WorkSync and through Socket.IO, in turn: 20 rooms of 50, then one room
/// of 1,000.
public final class ChatBenchmark implements Benchmark {

    private static final String MANY = "rooms-of-50";
    private static final String ONE = "one-room";

    @Override
    public void run(Path root, Results results) {
        List<Plan> plans =
                List.of(
                        Plan.apart(MANY, 0, Settings.PEOPLE / Settings.PER_ROOM, Settings.PER_ROOM),
                        Plan.apart(ONE, 0, 1, Settings.PEOPLE));
        try (BenchStack stack = new BenchStack(root);
                Contest contest = Contest.start(stack, plans)) {
            compare(contest, MANY, Settings.RATE, results);
            compare(contest, ONE, Settings.ONE_ROOM_RATE, results);
        }
    }

    private static void compare(Contest contest, String plan, double rate, Results results) {
        try (Load ours = contest.worksync().connected(plan);
                Load theirs = contest.socketIo().connected(plan)) {
            Results.say(ours.connections() + " sockets each; warming up at " + rate + " sends/s");
            contest.worksync().measure(plan, ours, rate, Settings.WARM_UP);
            contest.socketIo().measure(plan, theirs, rate, Settings.WARM_UP);
            List<Measured> us = new ArrayList<>();
            List<Measured> them = new ArrayList<>();
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                Results.say("round " + round);
                us.add(contest.worksync().measure(plan, ours, rate, Settings.MEASURED));
                them.add(contest.socketIo().measure(plan, theirs, rate, Settings.MEASURED));
            }
            report(plan, us, them, results);
        }
    }

    private static void report(
            String plan, List<Measured> us, List<Measured> them, Results results) {
        Measured one = us.getFirst();
        results.add(
                "## %s: %,d sockets, %d get each message, %.0f sends/s\n"
                        .formatted(plan, one.sockets(), one.readers(), one.rate()));
        Table figures =
                new Table(
                        "side",
                        "deliveries/s",
                        "lost",
                        "deliveries per CPU-s",
                        "server CPU s",
                        "send→ack p50 / p95 / p99 / max ms",
                        "send→deliver p50 / p95 / p99 / max ms");
        Table processes = new Table("side", "CPU µs a send, by process");
        for (int round = 0; round < us.size(); round++) {
            for (Measured side : List.of(us.get(round), them.get(round))) {
                results.raw(side);
                figures.row(
                        side.side(),
                        Figures.whole(side.result().delivered() / side.result().seconds()),
                        side.lost(),
                        Figures.whole(side.deliveriesPerCpuSecond()),
                        Figures.hundredths(side.cpu().seconds()),
                        Figures.of(side.result().ack()),
                        Figures.of(side.result().deliver()));
                processes.row(side.side(), Figures.each(side.cpu(), side.result().sent()));
            }
        }
        results.add(figures.markdown());
        results.add(processes.markdown());
        Ratios ratios = Ratios.of(efficiencies(us), efficiencies(them));
        results.add(
                "Deliveries per CPU-second, WorkSync to Socket.IO, of %d rounds: **%.2f** at least, %.2f in the middle.\n"
                        .formatted(us.size(), ratios.min(), ratios.median()));
    }

    private static List<Double> efficiencies(List<Measured> rounds) {
        return rounds.stream().map(Measured::deliveriesPerCpuSecond).toList();
    }
}

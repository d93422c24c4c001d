package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The same messages through WorkSync and through Socket.IO, in turn: 20 rooms of 50, then one room
/// of 1,000.
public final class ChatBenchmark implements Benchmark {

    @Override
    public void run(Path root, Results results) {
        try (BenchStack stack = new BenchStack(root);
                Contest contest = Contest.start(stack, List.of(Plans.MANY, Plans.ONE))) {
            compare(contest, Plans.MANY, Settings.RATE, results);
            compare(contest, Plans.ONE, Settings.ONE_ROOM_RATE, results);
        }
    }

    private static void compare(Contest contest, Plan plan, double rate, Results results) {
        List<Measured> all = new ArrayList<>();
        List<Measured> us = new ArrayList<>();
        List<Measured> them = new ArrayList<>();
        try (Load ours = contest.worksync().connected(plan);
                Load theirs = contest.socketIo().connected(plan)) {
            Results.say(ours.connections() + " sockets each; warming up at " + rate + " sends/s");
            contest.worksync().warmUp(ours, rate);
            contest.socketIo().warmUp(theirs, rate);
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                Results.say("round " + round);
                us.add(contest.worksync().measure(plan, ours, rate, Settings.MEASURED));
                them.add(contest.socketIo().measure(plan, theirs, rate, Settings.MEASURED));
                all.add(us.getLast());
                all.add(them.getLast());
            }
        }
        results.add(
                "## %s, %.0f sends/s, %d get each message\n"
                        .formatted(plan.name(), rate, us.getFirst().readers()));
        Tables.measurements(all, results);
        Tables.efficiency(us, them, results);
    }
}

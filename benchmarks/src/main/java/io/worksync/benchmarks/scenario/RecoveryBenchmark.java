package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.load.Load.Call;
import io.worksync.benchmarks.measure.Cpu;
import io.worksync.benchmarks.measure.Phase;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.benchmarks.side.BenchStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Everybody comes back at once, and each has missed 100 messages; and what a page of history
/// costs.
public final class RecoveryBenchmark implements Benchmark {

    private static final int MISSED = 100;
    private static final double MEANWHILE_RATE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGES_UNDER_WAY = 16;

    @Override
    public void run(Path root, Results results) {
        List<Recovered> recovered = new ArrayList<>();
        List<Measured> pages = new ArrayList<>();
        try (BenchStack stack = new BenchStack(root);
                Contest contest = Contest.start(stack, List.of(Plans.MANY));
                Load ours = contest.worksync().connected(Plans.MANY);
                Load theirs = contest.socketIo().connected(Plans.MANY)) {
            List<Loaded> both =
                    List.of(
                            new Loaded(contest.worksync(), ours),
                            new Loaded(contest.socketIo(), theirs));
            // the first round only warms up
            for (int round = 0; round <= Settings.ROUNDS; round++) {
                for (Loaded each : both) {
                    Recovered one = recover(each.side(), each.load(), (long) round * MISSED);
                    if (round > 0) {
                        recovered.add(one);
                    }
                }
            }
            for (Loaded each : both) {
                each.load().saturate(Call.HISTORY, PAGES_UNDER_WAY, Settings.MEASURED);
            }
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                for (Loaded each : both) {
                    pages.add(
                            each.side()
                                    .measure(
                                            Plans.MANY,
                                            each.load(),
                                            0,
                                            () ->
                                                    each.load()
                                                            .saturate(
                                                                    Call.HISTORY,
                                                                    PAGES_UNDER_WAY,
                                                                    Settings.MEASURED)));
                }
            }
        }
        report(recovered, results);
        reportPages(pages, results);
    }

    record Recovered(
            String side, int sessions, long expected, long received, double seconds, Cpu cpu) {}

    /// @param seen how many messages each of the peer's rooms has had
    private static Recovered recover(Contender side, Load load, long seen) {
        Results.say(side.name() + ": " + load.connections() + " sessions come back");
        List<List<String>> positions = load.leave(seen);
        Phase sent;
        try (Load meanwhile = side.load()) {
            meanwhile.connect(
                    side.rooms(Plans.MANY).stream().map(room -> room.firstOnly()).toList(), 1);
            sent = meanwhile.send(MISSED, MEANWHILE_RATE);
        }
        long begin = System.nanoTime();
        long[] received = new long[1];
        Cpu cpu = side.cost(() -> received[0] = load.comeBack(positions, sent, MISSED, PATIENCE));
        double seconds = (System.nanoTime() - begin) / 1e9;
        long expected = (long) load.connections() * MISSED;
        return new Recovered(side.name(), load.connections(), expected, received[0], seconds, cpu);
    }

    private static void report(List<Recovered> all, Results results) {
        Table table =
                new Table(
                        "side",
                        "sessions",
                        "messages missed",
                        "received",
                        "seconds until all had all",
                        "server CPU s",
                        "CPU µs a session, by process");
        for (Recovered one : all) {
            results.raw(one);
            table.row(
                    one.side(),
                    Figures.whole(one.sessions()),
                    Figures.whole(one.expected()),
                    Figures.whole(one.received()),
                    Figures.hundredths(one.seconds()),
                    Figures.hundredths(one.cpu().seconds()),
                    Figures.each(one.cpu(), one.sessions()));
        }
        results.add("## Recovery: %d missed messages each\n".formatted(MISSED));
        results.add(table.markdown());
    }

    private static void reportPages(List<Measured> all, Results results) {
        Table table =
                new Table(
                        "side",
                        "pages/s",
                        "refused",
                        "CPU µs a page",
                        "answer p50 / p95 / p99 / max ms",
                        "by process");
        for (Measured one : all) {
            results.raw(one);
            table.row(
                    one.side(),
                    Figures.whole(one.result().acked() / one.result().seconds()),
                    Figures.whole(one.result().failed()),
                    Figures.whole(one.cpu().total() / (double) Math.max(1, one.result().acked())),
                    Figures.of(one.result().ack()),
                    Figures.each(one.cpu(), one.result().acked()));
        }
        results.add("## History: pages of 50, %d under way\n".formatted(PAGES_UNDER_WAY));
        results.add(table.markdown());
    }
}

package io.worksync.benchmarks.scenario;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.meeting.FirstFrames;
import io.worksync.benchmarks.meeting.Ghosts;
import io.worksync.benchmarks.meeting.Joins;
import io.worksync.benchmarks.meeting.RelayedSignals;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.WorkSyncSide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Meetings: signals in 200 of them at once, joins, ghosts, and calls in a real browser.
public final class MeetingBenchmark implements Benchmark {

    private static final int MEETINGS = Integer.getInteger("bench.meetings", 200);
    private static final double SIGNALS =
            Double.parseDouble(System.getProperty("bench.signals", "400"));
    private static final int CALLS = Integer.getInteger("bench.calls", 20);
    private static final int JOINS = 20;
    private static final int KILLED_CLIENTS = 80;
    private static final int KILLED_WITH_A_PROCESS = 10;

    @Override
    public void run(Path root, Results results) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (BenchStack stack = new BenchStack(root);
                WorkSyncSide side = new WorkSyncSide(stack)) {
            List<Seat> people =
                    side.start(List.of(Plans.MANY)).values().iterator().next().stream()
                            .map(Room::seats)
                            .flatMap(List::stream)
                            .toList();
            frames(new FirstFrames(vertx, side.nodes(), people), results);
            signals(vertx, side, people, results);
            joins(new Joins(vertx, side), people, results);
            ghosts(new Ghosts(vertx, side.nodes()), stack, people, results);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void frames(FirstFrames calls, Results results) {
        Results.say("calls in a browser");
        calls.run("warm-up", 3, Map.of());
        Table table =
                new Table(
                        "way",
                        "calls",
                        "click to first frame p50 / p95 / p99 / max ms",
                        "hung",
                        "signals a call");
        for (FirstFrames.Measured one :
                List.of(
                        calls.run("direct", CALLS, Map.of()),
                        calls.run("relay", CALLS, Map.of("iceTransportPolicy", "relay")))) {
            results.raw(one);
            table.row(
                    one.path(),
                    one.calls(),
                    Figures.of(one.clickToFrame()),
                    one.hung(),
                    Figures.tenths(one.signalsEach()));
        }
        results.add("## Calls of two in one Chromium, each person on another gateway\n");
        results.add(table.markdown());
    }

    private static void signals(
            Vertx vertx, WorkSyncSide side, List<Seat> people, Results results) {
        Results.say(MEETINGS + " meetings of three");
        Table table =
                new Table(
                        "signals/s",
                        "arrived",
                        "lost",
                        "sent to received p50 / p95 / p99 / max ms",
                        "CPU µs a signal, by process");
        try (RelayedSignals relayed =
                new RelayedSignals(vertx, side, people.subList(0, 3 * MEETINGS))) {
            new WarmUp(side).run(stretch -> relayed.run(side, SIGNALS, stretch));
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                RelayedSignals.Measured one = relayed.run(side, SIGNALS, Settings.MEASURED);
                results.raw(one);
                table.row(
                        Figures.whole(one.rate()),
                        Figures.whole(one.result().delivered()),
                        one.result().lost(1),
                        Figures.of(one.result().deliver()),
                        Figures.each(one.cpu(), one.result().sent()));
            }
        }
        results.add(
                "## Signals in %d meetings of three, everybody renewing the lease every 8 s\n"
                        .formatted(MEETINGS));
        results.add(table.markdown());
    }

    private static void joins(Joins joins, List<Seat> people, Results results) {
        Table table =
                new Table(
                        "participants",
                        "joins",
                        "until it is in p50 / p95 / p99 / max ms",
                        "until all others know p50 / p95 / p99 / max ms",
                        "events on all sockets",
                        "CPU µs a join, by process");
        for (int participants : List.of(2, 4, 10)) {
            Results.say("joins as number " + participants);
            Joins.Measured one = joins.run(people.subList(0, participants * JOINS), participants);
            results.raw(one);
            table.row(
                    one.participants(),
                    one.joins(),
                    Figures.of(one.joined()),
                    Figures.of(one.known()),
                    Figures.tenths(one.eventsEach()),
                    Figures.each(one.cpu(), one.joins()));
        }
        results.add("## The last join of a meeting, by signals alone\n");
        results.add(table.markdown());
    }

    private static void ghosts(
            Ghosts ghosts, BenchStack stack, List<Seat> people, Results results) {
        List<Ghosts.Measured> all = new ArrayList<>();
        all.add(ghosts.killClients(people.subList(0, 2 * KILLED_CLIENTS)));
        for (String process : List.of("gateway", "signaling-service")) {
            all.add(
                    ghosts.killProcess(
                            process + " killed as well",
                            people.subList(0, 2 * KILLED_WITH_A_PROCESS),
                            () -> {
                                stack.kill(process, 1);
                                stack.start(process, 1);
                            }));
        }
        Table table = new Table("killed", "kills", "ghost p50 / p95 / p99 / longest s", "stayed");
        for (Ghosts.Measured one : all) {
            results.raw(one);
            table.row(one.what(), one.kills(), seconds(one), one.stayed());
        }
        results.add("## How long a killed participant stays\n");
        results.add(table.markdown());
    }

    private static String seconds(Ghosts.Measured one) {
        return "%s / %s / %s / %s"
                .formatted(
                        Figures.tenths(one.ghosts().p50() / 1_000),
                        Figures.tenths(one.ghosts().p95() / 1_000),
                        Figures.tenths(one.ghosts().p99() / 1_000),
                        Figures.tenths(one.ghosts().max() / 1_000));
    }
}

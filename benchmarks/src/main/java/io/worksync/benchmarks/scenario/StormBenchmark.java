package io.worksync.benchmarks.scenario;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.load.Load.Returned;
import io.worksync.benchmarks.measure.Phase;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.WorkSyncSide;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// A gateway with 5,000 sockets is killed: how long until all are back on the other one, and what
/// those notice who were there already and go on talking.
public final class StormBenchmark implements Benchmark {

    private static final int EACH = 10;
    private static final int TALKING = 10;
    private static final double TALK = 100;
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration STORM = Duration.ofSeconds(60);

    @Override
    public void run(Path root, Results results) {
        Table table =
                new Table(
                        "round",
                        "sockets of the killed gateway",
                        "seconds until all are back",
                        "attempts",
                        "of which came to nothing",
                        "others: deliver p50 / p95 / p99 / max ms before",
                        "meanwhile",
                        "lost");
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (BenchStack stack = new BenchStack(root);
                WorkSyncSide side = new WorkSyncSide(stack)) {
            Contender worksync =
                    new Contender(vertx, side, side.start(List.of(Plans.MANY, Plans.CROWD)));
            URI staying = side.nodes().get(0);
            URI dying = side.nodes().get(1);
            try (Load others = new Load(vertx, side.wire(), List.of(staying))) {
                // all come from one address, which may have 6,000
                others.connect(worksync.rooms(Plans.MANY).subList(0, TALKING), 1);
                worksync.warmUp(others, TALK);
                for (int round = 1; round <= Settings.ROUNDS; round++) {
                    try (Load unlucky = new Load(vertx, side.wire(), List.of(dying))) {
                        unlucky.connect(worksync.rooms(Plans.CROWD), EACH);
                        row(table, results, round, others, unlucky, stack, staying);
                    }
                    stack.start("gateway", 2);
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        results.add(table.markdown());
    }

    record Storm(Returned returned, Phase.Result before, Phase.Result meanwhile) {}

    private static void row(
            Table table,
            Results results,
            int round,
            Load others,
            Load unlucky,
            BenchStack stack,
            URI staying) {
        Phase.Result before = others.run(TALK, Settings.MEASURED);
        CompletableFuture<Returned> returning =
                CompletableFuture.supplyAsync(
                        () -> {
                            LockSupport.parkNanos(CALM.toNanos());
                            stack.kill("gateway", 2);
                            return unlucky.returnTo(staying);
                        });
        Phase.Result meanwhile = others.run(TALK, STORM);
        Returned returned = returning.join();
        others.requireAll();
        results.raw(new Storm(returned, before, meanwhile));
        table.row(
                Integer.toString(round),
                Figures.whole(returned.sockets()),
                Figures.hundredths(returned.seconds()),
                Figures.whole(returned.attempts()),
                returned.failures().toString(),
                Figures.of(before.deliver()),
                Figures.of(meanwhile.deliver()),
                Figures.whole(meanwhile.lost(others.readers())));
    }
}

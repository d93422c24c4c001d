package io.worksync.benchmarks.scenario;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.WorkSyncSide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// WorkSync by itself in rooms of 50, stretch after stretch: to look at with a profiler, and to see
/// whether it slows down.
public final class AloneBenchmark implements Benchmark {

    @Override
    public void run(Path root, Results results) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        List<Measured> all = new ArrayList<>();
        try (BenchStack stack = new BenchStack(root);
                WorkSyncSide side = new WorkSyncSide(stack)) {
            Contender worksync = new Contender(vertx, side, side.start(List.of(Plans.MANY)));
            try (Load load = worksync.connected(Plans.MANY)) {
                worksync.warmUp(load, Settings.RATE);
                for (int round = 1; round <= Settings.ROUNDS; round++) {
                    all.add(worksync.measure(Plans.MANY, load, Settings.RATE, Settings.MEASURED));
                    Results.say(
                            "stretch %d: %.0f deliveries per CPU-second"
                                    .formatted(round, all.getLast().deliveriesPerCpuSecond()));
                }
            }
            Tables.measurements(all, results);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

package io.worksync.benchmarks.scenario;

import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.meeting.FileSpeeds;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.WorkSyncSide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files from browser to browser: of 50 MB and of 1 GB.
public final class FilesBenchmark implements Benchmark {

    private static final List<Integer> MEGABYTES =
            Stream.of(System.getProperty("bench.megabytes", "50,50,50,50,50,1024").split(","))
                    .map(Integer::valueOf)
                    .toList();

    private static final long MEGABYTE = 1024 * 1024;

    @Override
    public void run(Path root, Results results) {
        Path profile = root.resolve("benchmarks/target/files-profile");
        Vertx vertx = Vertx.vertx();
        Table table =
                new Table(
                        "MB",
                        "file MB/s",
                        "bare loop MB/s",
                        "ratio",
                        "resident of both pages at most, MB");
        try (BenchStack stack = new BenchStack(root);
                WorkSyncSide side = new WorkSyncSide(stack)) {
            List<Seat> two =
                    side.start(List.of(Plans.MANY)).values().iterator().next().stream()
                            .map(Room::seats)
                            .flatMap(List::stream)
                            .limit(2)
                            .toList();
            for (FileSpeeds.Measured one :
                    new FileSpeeds(vertx, side.nodes(), two).run(MEGABYTES, profile)) {
                results.raw(one);
                table.row(
                        one.megabytes(),
                        Figures.tenths(one.file()),
                        Figures.tenths(one.bare()),
                        Figures.hundredths(one.file() / one.bare()),
                        Figures.whole(one.resident() / MEGABYTE));
            }
        } catch (IOException e) {
            throw new BenchFailure("no file to send", e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        results.add(table.markdown());
    }
}

package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.load.Load.Call;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.benchmarks.side.BenchStack;
import java.nio.file.Path;
import java.util.List;

/// How many sends a second each side takes into one channel and into 200, with as many under way as
/// it likes.
public final class ThroughputBenchmark implements Benchmark {

    private static final int ONE_EACH = 4;
    private static final int INTO_ONE = Integer.getInteger("bench.under-way-one", 64);
    private static final int INTO_MANY = Integer.getInteger("bench.under-way", 200);

    @Override
    public void run(Path root, Results results) {
        Table table =
                new Table(
                        "channels",
                        "side",
                        "sends/s",
                        "refused",
                        "get each",
                        "send→ack p50 / p95 / p99 / max ms",
                        "CPU µs a send",
                        "by process");
        try (BenchStack stack = new BenchStack(root);
                Contest contest = Contest.start(stack, List.of(Plans.CHANNELS))) {
            for (int channels : new int[] {1, Plans.CHANNELS.rooms().size()}) {
                int each = channels == 1 ? ONE_EACH : 1;
                int underWay = channels == 1 ? INTO_ONE : INTO_MANY;
                for (int round = 1; round <= Settings.ROUNDS; round++) {
                    for (Contender side : contest.both()) {
                        List<Room> rooms = side.rooms(Plans.CHANNELS).subList(0, channels);
                        row(table, results, channels, measure(side, rooms, each, underWay));
                    }
                }
            }
        }
        results.add(
                "Closed loop: %d sends under way into one channel with 20 sockets, %d into 200 with 5 each.\n"
                        .formatted(INTO_ONE, INTO_MANY));
        results.add(table.markdown());
    }

    private static Measured measure(Contender side, List<Room> rooms, int each, int underWay) {
        Results.say(side.name() + ": " + rooms.size() + " channels");
        try (Load load = side.load()) {
            load.connect(rooms, each);
            side.warmUp(stretch -> load.saturate(Call.SEND, underWay, stretch));
            return side.measure(
                    Plans.CHANNELS,
                    load,
                    0,
                    () -> load.saturate(Call.SEND, underWay, Settings.MEASURED));
        }
    }

    private static void row(Table table, Results results, int channels, Measured one) {
        results.raw(one);
        table.row(
                channels,
                one.side(),
                Figures.whole(one.result().acked() / one.result().seconds()),
                Figures.whole(one.result().failed()),
                one.readers(),
                Figures.of(one.result().ack()),
                Figures.whole(one.cpu().total() / (double) Math.max(1, one.result().acked())),
                Figures.each(one.cpu(), one.result().acked()));
    }
}

package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.measure.Cpu;
import io.worksync.benchmarks.measure.Proc;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.Plan;
import io.worksync.benchmarks.side.WorkSyncSide;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What 5,000 sockets cost that do nothing: the CPU to connect them and the memory to keep them,
/// with few topics and with twenty more.
public final class IdleBenchmark implements Benchmark {

    private static final int EACH = 10;
    private static final int WARM_UPS = 2;
    private static final Duration SETTLE = Duration.ofSeconds(3);

    @Override
    public void run(Path root, Results results) {
        Table table =
                new Table(
                        "side",
                        "rooms of each",
                        "sockets",
                        "CPU µs a connect",
                        "resident bytes a socket",
                        "of them objects of the heap",
                        "CPU of an idle minute, s",
                        "CPU µs a connect, by process");
        try (BenchStack stack = new BenchStack(root);
                Contest contest = Contest.start(stack, List.of(Plans.CROWD, Plans.BUSY))) {
            for (Contender side : contest.both()) {
                warmUp(side);
                row(table, results, measure(side, Plans.CROWD, "1", side.rooms(Plans.CROWD), EACH));
                row(table, results, measure(side, Plans.BUSY, "20", everySecond(side), 1));
            }
        }
        results.add(
                """
                Resident bytes: of the processes that hold the sockets, after a collection, beyond what they had before
                the sockets came (and after as many had come and gone). Every socket of WorkSync also has its user's topic.
                """);
        results.add(table.markdown());
    }

    record Idle(
            String side,
            String plan,
            String roomsEach,
            int sockets,
            Cpu connecting,
            long residentBytes,
            long heapBytes,
            Cpu idleMinute) {}

    private static void warmUp(Contender side) {
        for (int i = 0; i < WARM_UPS; i++) {
            try (Load load = side.load()) {
                load.connect(side.rooms(Plans.CROWD), EACH);
            }
        }
    }

    /// Half of the rooms of each group of twenty, so that ten sockets each are 5,000.
    private static List<Room> everySecond(Contender side) {
        List<Room> all = side.rooms(Plans.BUSY);
        List<Room> half = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            half.add(all.get(i));
        }
        return half;
    }

    private static Idle measure(
            Contender side, Plan plan, String roomsEach, List<Room> rooms, int each) {
        Results.say(side.name() + ", in rooms " + roomsEach);
        settle(side);
        long before = resident(side);
        long heapBefore = heap(side);
        try (Load load = side.load()) {
            Cpu connecting = side.cost(() -> load.connect(rooms, each));
            settle(side);
            long bytes = resident(side) - before;
            long heap = heap(side) - heapBefore;
            Cpu idle = side.cost(() -> LockSupport.parkNanos(Settings.MEASURED.toNanos()));
            return new Idle(
                    side.name(),
                    plan.name(),
                    roomsEach,
                    load.connections(),
                    connecting,
                    bytes,
                    heap,
                    idle);
        }
    }

    private static void settle(Contender side) {
        LockSupport.parkNanos(SETTLE.toNanos());
        side.side().collectGarbage();
        LockSupport.parkNanos(SETTLE.toNanos());
    }

    private static long resident(Contender side) {
        return side.side().holders().stream().mapToLong(pid -> new Proc(pid).residentBytes()).sum();
    }

    private static long heap(Contender side) {
        return side.side() instanceof WorkSyncSide worksync ? worksync.heapBytes() : 0;
    }

    private static void row(Table table, Results results, Idle idle) {
        results.raw(idle);
        double sockets = idle.sockets();
        table.row(
                idle.side(),
                idle.roomsEach(),
                Figures.whole(sockets),
                Figures.whole(idle.connecting().total() / sockets),
                Figures.whole(idle.residentBytes() / sockets),
                idle.heapBytes() == 0 ? "-" : Figures.whole(idle.heapBytes() / sockets),
                Figures.hundredths(
                        idle.idleMinute().seconds() * 60 / Settings.MEASURED.toSeconds()),
                Figures.each(idle.connecting(), idle.sockets()));
    }
}

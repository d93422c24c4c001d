package io.worksync.benchmarks.scenario;

import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Cpu;
import io.worksync.benchmarks.measure.Phase;
import io.worksync.benchmarks.side.Plan;
import io.worksync.benchmarks.side.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A side that is up, its rooms, and ways to load and measure it.
record Contender(Vertx vertx, Side side, Map<String, List<Room>> rooms) {

    String name() {
        return side.name();
    }

    List<Room> rooms(Plan plan) {
        List<Room> made = rooms.get(plan.name());
        if (made == null) {
            throw new BenchFailure("no rooms of plan " + plan.name());
        }
        return made;
    }

    /// Nobody yet.
    Load load() {
        return new Load(vertx, side.wire(), side.nodes());
    }

    /// Everybody of the plan with one socket.
    Load connected(Plan plan) {
        Load load = load();
        load.connect(rooms(plan), 1);
        return load;
    }

    /// Sends until the compilers have little left to do.
    void warmUp(Load load, double rate) {
        warmUp(stretch -> load.run(rate, stretch));
    }

    /// @param work what it does for so long
    void warmUp(Consumer<Duration> work) {
        new WarmUp(side).run(work);
    }

    Measured measure(Plan plan, Load load, double rate, Duration duration) {
        return measure(plan, load, rate, () -> load.run(rate, duration));
    }

    Measured measure(Plan plan, Load load, double rate, Supplier<Phase.Result> work) {
        Cpu before = side.cpu();
        Phase.Result result = work.get();
        Cpu used = side.cpu().since(before);
        load.requireAll();
        return new Measured(
                plan.name(), name(), load.connections(), load.readers(), rate, result, used);
    }

    /// What something costs all the side's processes.
    Cpu cost(Runnable work) {
        Cpu before = side.cpu();
        work.run();
        return side.cpu().since(before);
    }
}

package io.worksync.benchmarks.scenario;

import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Cpu;
import io.worksync.benchmarks.measure.Phase;
import io.worksync.benchmarks.side.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A side that is up, its rooms, and ways to load and measure it.
record Contender(Vertx vertx, Side side, Map<String, List<Room>> rooms) {

    String name() {
        return side.name();
    }

    List<Room> rooms(String plan) {
        List<Room> made = rooms.get(plan);
        if (made == null) {
            throw new BenchFailure("no rooms of plan " + plan);
        }
        return made;
    }

    /// Everybody of the plan with one socket.
    Load connected(String plan) {
        return connected(plan, 1);
    }

    Load connected(String plan, int socketsEach) {
        Load load = new Load(vertx, side.wire(), side.nodes());
        load.connect(rooms(plan), socketsEach);
        return load;
    }

    Measured measure(String scenario, Load load, double rate, Duration duration) {
        Cpu before = side.cpu();
        Phase.Result result = load.run(rate, duration);
        Cpu used = side.cpu().since(before);
        return new Measured(
                scenario, name(), load.connections(), load.readers(), rate, result, used);
    }
}

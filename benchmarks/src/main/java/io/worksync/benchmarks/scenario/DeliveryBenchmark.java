package io.worksync.benchmarks.scenario;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.side.BareSide;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.GatewayAlone;
import io.worksync.benchmarks.side.Plan;
import io.worksync.benchmarks.side.RedisPublisher;
import io.worksync.benchmarks.side.WorkSyncSide;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Delivery alone: one gateway beside the bare Vert.x server, both fed through Redis, and only
/// their own CPU counted; then the cost of a delivery at 100, 1,000 and 5,000 sockets.
public final class DeliveryBenchmark implements Benchmark {

    private static final int EACH = 10;
    private static final List<Plan> PLANS = List.of(Plans.MANY, Plans.ONE, Plans.CROWD);

    @Override
    public void run(Path root, Results results) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (BenchStack stack = new BenchStack(root);
                GatewayAlone gateway = new GatewayAlone(new WorkSyncSide(stack));
                BareSide bare = new BareSide(stack)) {
            Results.say("starting WorkSync; signing everybody in");
            Fed ours =
                    new Fed(
                            new Contender(vertx, gateway, gateway.start(PLANS)),
                            RedisPublisher.connect(vertx, stack).toTopics(root));
            Fed theirs =
                    new Fed(
                            new Contender(vertx, bare, bare.start(PLANS)),
                            RedisPublisher.connect(vertx, stack).toBare());
            results.add(
                    "The bare server's transport: %s. One process each, all sockets on it.\n"
                            .formatted(bare.transport()));
            compare(ours, theirs, Plans.MANY, Settings.RATE, results);
            compare(ours, theirs, Plans.ONE, Settings.ONE_ROOM_RATE, results);
            flatness(ours, theirs, results);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /// A side and how messages get to it.
    private record Fed(Contender contender, Load.Publisher publisher) {

        Measured measure(Plan plan, Load load, double rate) {
            return contender.measure(
                    plan, load, rate, () -> load.run(rate, Settings.MEASURED, publisher));
        }

        void warmUp(Load load, double rate) {
            contender.warmUp(stretch -> load.run(rate, stretch, publisher));
        }
    }

    private static void compare(Fed ours, Fed theirs, Plan plan, double rate, Results results) {
        List<Measured> us = new ArrayList<>();
        List<Measured> them = new ArrayList<>();
        List<Measured> all = new ArrayList<>();
        try (Load our = ours.contender().connected(plan);
                Load their = theirs.contender().connected(plan)) {
            Results.say(our.connections() + " sockets each; warming up at " + rate + " sends/s");
            ours.warmUp(our, rate);
            theirs.warmUp(their, rate);
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                us.add(ours.measure(plan, our, rate));
                them.add(theirs.measure(plan, their, rate));
                all.add(us.getLast());
                all.add(them.getLast());
            }
        }
        results.add("## %s, %.0f publications/s\n".formatted(plan.name(), rate));
        Tables.measurements(all, results);
        Tables.efficiency(us, them, results);
    }

    /// The same number of deliveries each second, to ever more sockets in rooms of 50.
    private static void flatness(Fed ours, Fed theirs, Results results) {
        double rate = Settings.RATE / 2;
        List<Measured> all = new ArrayList<>();
        for (Fed side : List.of(ours, theirs)) {
            List<Room> rooms = side.contender().rooms(Plans.CROWD);
            try (Load load = side.contender().load()) {
                int connected = 0;
                for (int count : List.of(rooms.size() / 50, rooms.size() / 5, rooms.size())) {
                    load.connect(rooms.subList(connected, count), EACH);
                    connected = count;
                    Results.say(load.connections() + " sockets on " + side.contender().name());
                    side.warmUp(load, rate);
                    all.add(side.measure(Plans.CROWD, load, rate));
                }
            }
        }
        results.add(
                "## More and more sockets in rooms of 50, %.0f publications/s\n".formatted(rate));
        Tables.measurements(all, results);
    }
}

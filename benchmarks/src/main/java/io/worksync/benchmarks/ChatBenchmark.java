package io.worksync.benchmarks;

import io.worksync.benchmarks.Crowd.Person;
import io.worksync.benchmarks.Rooms.Room;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// 1,000 sockets in 20 channels of 50, first on one gateway and then on two.
final class ChatBenchmark {

    private static final int PEOPLE = Integer.getInteger("bench.people", 1_000);
    private static final int PER_ROOM = 50;
    private static final double RATE = Double.parseDouble(System.getProperty("bench.rate", "40"));
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED =
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 30));
    private static final Duration STEP = Duration.ofSeconds(6);
    private static final double[] RAMP = {60, 80, 110, 150, 200, 270, 360, 480};
    private static final double SUSTAINED_P99_MILLIS = 250;

    private final BenchStack stack;

    ChatBenchmark(BenchStack stack) {
        this.stack = stack;
    }

    Report run() {
        stack.up();
        say("signing in " + PEOPLE + " people");
        List<Person> crowd = new Crowd(stack).signedIn(PEOPLE);
        say("creating " + PEOPLE / PER_ROOM + " channels of " + PER_ROOM);
        List<Room> rooms = new Rooms(stack.gateway(1)).of(crowd, PER_ROOM);
        List<Report.Row> rows = new ArrayList<>();
        rows.add(measure("1", rooms, List.of(stack.gateway(1))));
        rows.add(measure("2", rooms, List.of(stack.gateway(1), stack.gateway(2))));
        return new Report("chat", PEOPLE, PER_ROOM, List.copyOf(rows));
    }

    private Report.Row measure(String gateways, List<Room> rooms, List<URI> nodes) {
        try (Load load = new Load()) {
            load.connect(rooms, nodes);
            say(load.connections() + " sockets on " + gateways + " gateway(s); warming up");
            load.run(RATE, WARM_UP);
            say("measuring at " + RATE + " sends/s for " + MEASURED.toSeconds() + " s");
            Cpu before = Cpu.of(stack.processes());
            Phase.Result result = load.run(RATE, MEASURED);
            Cpu used = Cpu.of(stack.processes()).since(before);
            return new Report.Row(
                    gateways, load.connections(), RATE, result, used, highestSustained(load));
        }
    }

    /// The last step of the ramp at which everything arrived and p99 stayed below the limit. A step
    /// that fails is tried once more, since something else may have had the cores.
    private Report.@Nullable Step highestSustained(Load load) {
        Report.Step highest = null;
        for (double rate : RAMP) {
            Report.Step step = sustained(load, rate);
            step = step == null ? sustained(load, rate) : step;
            if (step == null) {
                return highest;
            }
            highest = step;
        }
        return highest;
    }

    private Report.@Nullable Step sustained(Load load, double rate) {
        Phase.Result step = load.run(rate, STEP);
        double p99 = step.deliver().p99();
        boolean complete =
                step.acked() == step.sent() && step.delivered() == step.acked() * PER_ROOM;
        say(
                "  %.0f sends/s: deliver p99 %.0f ms%s"
                        .formatted(rate, p99, complete ? "" : ", incomplete"));
        return complete && p99 < SUSTAINED_P99_MILLIS ? new Report.Step(rate, p99) : null;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}

package io.worksync.benchmarks.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Waiting;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Cpu;
import io.worksync.benchmarks.measure.Phase.Latency;
import io.worksync.benchmarks.side.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// What it takes until the last of so many is in a meeting, and until all others know.
public final class Joins {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Side side;
    private final LongAdder events = new LongAdder();
    private final LongAdder told = new LongAdder();

    /// @param joined until the last one is in and listens
    /// @param known until all others were told, too
    /// @param eventsEach what everybody's sockets got for one of them
    public record Measured(
            int participants,
            int joins,
            Latency joined,
            Latency known,
            double eventsEach,
            Cpu cpu) {}

    public Joins(Vertx vertx, Side side) {
        this.vertx = vertx;
        this.side = side;
    }

    /// @param seats everybody of all meetings
    public Measured run(List<Seat> seats, int participants) {
        try (Attendees attendees = new Attendees(vertx, side.nodes())) {
            List<Attendee> all = attendees.connect(seats, (attendee, event) -> received(event));
            List<List<Attendee>> meetings = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i + participants <= all.size(); i += participants) {
                meetings.add(all.subList(i, i + participants));
                ids.add(allButTheLast(meetings.getLast()));
            }
            return measured(meetings, ids, participants);
        }
    }

    private Measured measured(List<List<Attendee>> meetings, List<String> ids, int participants) {
        Histogram joined = new Histogram(3);
        Histogram known = new Histogram(3);
        quiet();
        events.reset();
        Cpu before = side.cpu();
        for (int i = 0; i < meetings.size(); i++) {
            told.reset();
            long begin = System.nanoTime();
            Waiting.connected(meetings.get(i).getLast().join(ids.get(i)));
            joined.recordValue(System.nanoTime() - begin);
            await(participants - 1);
            known.recordValue(System.nanoTime() - begin);
        }
        Cpu cpu = side.cpu().since(before);
        quiet();
        return new Measured(
                participants,
                meetings.size(),
                Latency.of(joined),
                Latency.of(known),
                events.sum() / (double) meetings.size(),
                cpu);
    }

    private static String allButTheLast(List<Attendee> people) {
        Future<String> made = people.getFirst().start();
        Waiting.connected(made);
        for (Attendee one : people.subList(0, people.size() - 1)) {
            Waiting.connected(one.join(made.result()));
        }
        return made.result();
    }

    private void received(JsonNode event) {
        events.increment();
        if (event.path("type").asText().equals("participant.joined")) {
            told.increment();
        }
    }

    private void await(int others) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (told.sum() < others) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure(
                        "only %d of %d heard of a participant".formatted(told.sum(), others));
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /// Until nothing comes any more of what went before.
    private void quiet() {
        long seen = -1;
        while (seen != events.sum()) {
            seen = events.sum();
            LockSupport.parkNanos(1_000_000_000);
        }
    }
}

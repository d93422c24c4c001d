package io.worksync.benchmarks.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Waiting;
import io.worksync.benchmarks.measure.Cpu;
import io.worksync.benchmarks.measure.Phase;
import io.worksync.benchmarks.measure.Schedule;
import io.worksync.benchmarks.side.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Many small meetings at once, in which signals go from one participant to another: an open loop.
public final class RelayedSignals implements AutoCloseable {

    private static final int EACH = 3;
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase(0));
    private final Attendees attendees;
    private final List<List<Attendee>> meetings = new ArrayList<>();

    /// @param result with times from when a signal was to be sent
    public record Measured(int meetings, double rate, Phase.Result result, Cpu cpu) {}

    /// @param seats three for each meeting
    public RelayedSignals(Vertx vertx, Side side, List<Seat> seats) {
        attendees = new Attendees(vertx, side.nodes());
        List<Attendee> all = attendees.connect(seats, (attendee, event) -> received(event));
        for (int i = 0; i + EACH <= all.size(); i += EACH) {
            meetings.add(all.subList(i, i + EACH));
        }
        for (List<Attendee> people : meetings) {
            Waiting.connected(
                    people.getFirst()
                            .start()
                            .compose(
                                    id ->
                                            Future.all(
                                                    people.stream()
                                                            .map(p -> p.join(id))
                                                            .toList())));
        }
    }

    /// Sends for this long, over all meetings and people in turn.
    public Measured run(Side side, double perSecond, Duration duration) {
        Phase current = new Phase(Objects.requireNonNull(phase.get()).number() + 1);
        phase.set(current);
        Cpu before = side.cpu();
        Schedule schedule = Schedule.of(System.nanoTime(), perSecond, duration);
        for (long i = 0; i < schedule.count(); i++) {
            long due = schedule.nanos(i);
            Waiting.until(due);
            send(current, i, due);
        }
        double seconds = (System.nanoTime() - schedule.startNanos()) / 1e9;
        long deadline = System.nanoTime() + SETTLED.toNanos();
        while (!current.isSettled(1) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        return new Measured(
                meetings.size(), perSecond, current.result(seconds), side.cpu().since(before));
    }

    @Override
    public void close() {
        attendees.close();
    }

    private void send(Phase current, long i, long due) {
        List<Attendee> people = meetings.get((int) (i % meetings.size()));
        int from = (int) (i / meetings.size() % EACH);
        current.sent();
        people.get(from)
                .signal(people.get((from + 1) % EACH), current.number() + "." + due)
                .onComplete(sent -> current.answered(sent.succeeded(), System.nanoTime() - due));
    }

    private void received(JsonNode event) {
        JsonNode word = event.path("signal").path("candidate").path("usernameFragment");
        if (word.isTextual()) {
            String[] parts = word.asText().split("\\.");
            Phase current = Objects.requireNonNull(phase.get());
            if (Integer.parseInt(parts[0]) == current.number()) {
                current.delivered(System.nanoTime() - Long.parseLong(parts[1]));
            }
        }
    }
}

package io.worksync.benchmarks.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Waiting;
import io.worksync.benchmarks.measure.Phase.Latency;
import io.worksync.benchmarks.report.Results;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// How long participants who were killed stay in meetings of two, as the other one sees it.
public final class Ghosts {

    private static final Duration SPREAD = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Vertx vertx;
    private final List<URI> gateways;
    private final Map<String, Long> killed = new ConcurrentHashMap<>();
    private final Map<String, Long> gone = new ConcurrentHashMap<>();

    /// @param ghosts from the kill until the other participant was told
    /// @param stayed how many were still there when nobody waited any longer
    public record Measured(String what, int kills, Latency ghosts, int stayed) {}

    /// @param gateways those who are killed are on the first, the others on the second
    public Ghosts(Vertx vertx, List<URI> gateways) {
        this.vertx = vertx;
        this.gateways = gateways;
    }

    /// Cuts sockets at random moments.
    public Measured killClients(List<Seat> seats) {
        return run(
                "killed clients",
                seats,
                victims -> {
                    List<Long> moments = moments(victims.size());
                    long begin = System.nanoTime();
                    for (int i = 0; i < victims.size(); i++) {
                        Waiting.until(begin + moments.get(i));
                        killed.put(victims.get(i).participant(), System.nanoTime());
                        victims.get(i).cut();
                    }
                });
    }

    /// Kills whatever `kill` kills, and with it everybody of the first gateway.
    public Measured killProcess(String what, List<Seat> seats, Runnable kill) {
        return run(
                what,
                seats,
                victims -> {
                    victims.forEach(one -> killed.put(one.participant(), System.nanoTime()));
                    victims.forEach(Attendee::cut);
                    kill.run();
                });
    }

    private interface Killing {
        void kill(List<Attendee> victims);
    }

    private Measured run(String what, List<Seat> seats, Killing killing) {
        Results.say(what + ": " + seats.size() / 2 + " meetings of two");
        int half = seats.size() / 2;
        try (Attendees dying = new Attendees(vertx, gateways.subList(0, 1));
                Attendees staying = new Attendees(vertx, gateways.subList(1, 2))) {
            List<Attendee> victims = dying.connect(seats.subList(0, half), (a, event) -> {});
            List<Attendee> others =
                    staying.connect(seats.subList(half, 2 * half), (a, event) -> left(event));
            for (int i = 0; i < half; i++) {
                Attendee other = others.get(i);
                Attendee victim = victims.get(i);
                Waiting.connected(
                        other.start().compose(id -> other.join(id).compose(v -> victim.join(id))));
            }
            killing.kill(victims);
            return measured(what, victims);
        }
    }

    private Measured measured(String what, List<Attendee> victims) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (victims.stream().anyMatch(one -> !gone.containsKey(one.participant()))
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        Histogram ghosts = new Histogram(3);
        int stayed = 0;
        for (Attendee victim : victims) {
            Long end = gone.get(victim.participant());
            Long begin = killed.getOrDefault(victim.participant(), 0L);
            if (end == null) {
                stayed++;
            } else {
                ghosts.recordValue(Math.max(0, end - begin));
            }
        }
        return new Measured(what, victims.size(), Latency.of(ghosts), stayed);
    }

    private void left(JsonNode event) {
        if (event.path("type").asText().equals("participant.left")) {
            gone.put(event.path("participant").path("participantId").asText(), System.nanoTime());
        }
    }

    private static List<Long> moments(int count) {
        List<Long> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moments.add(ThreadLocalRandom.current().nextLong(SPREAD.toNanos()));
        }
        moments.sort(null);
        return moments;
    }
}

package io.worksync.system.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.failure.Checker.Acked;
import io.worksync.system.failure.Checker.Seen;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Json;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// People who write to one channel without a pause, and people who look at it.
///
/// Each sender repeats a message with its `clientId` until it is acknowledged, as a client does,
/// and takes the other gateway when one does not answer.
final class Traffic implements AutoCloseable {

    private static final List<String> SENDERS = List.of("rahim", "mina", "omar", "rahim");
    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration SETTLED = Duration.ofSeconds(45);

    private final WorkSync worksync;
    private final String channel;
    private final ConcurrentLinkedQueue<Acked> acked = new ConcurrentLinkedQueue<>();
    private final Set<String> attempted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Screen> screens = new ArrayList<>();
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean stopping;

    private Traffic(WorkSync worksync, String channel) {
        this.worksync = worksync;
        this.channel = channel;
    }

    static Traffic start(WorkSync worksync, String name) {
        List<String> others =
                List.of("aisha", "mina", "omar").stream().map(u -> worksync.as(u).me()).toList();
        String channel = worksync.as("rahim").createChannel("private", name, others);
        Traffic traffic = new Traffic(worksync, channel);
        traffic.look("aisha", 1);
        traffic.look("aisha", 2);
        traffic.look("mina", 1);
        traffic.look("omar", 2);
        await("screens are on")
                .atMost(SETTLED)
                .until(() -> traffic.screens.stream().allMatch(s -> s.connections() > 0));
        for (int i = 0; i < SENDERS.size(); i++) {
            traffic.send(SENDERS.get(i), i);
        }
        traffic.awaitAcks(40);
        return traffic;
    }

    String channel() {
        return channel;
    }

    int failures() {
        return failures.get();
    }

    int reconnections() {
        return screens.stream().mapToInt(s -> s.connections() - 1).sum();
    }

    /// Waits until so many more sends were acknowledged.
    void awaitAcks(int more) {
        int target = acked.size() + more;
        await(more + " more acknowledged sends")
                .atMost(SETTLED)
                .until(() -> acked.size() >= target);
    }

    /// Waits until so many more sends were answered or have failed.
    void awaitOutcomes(int more) {
        int target = acked.size() + failures.get() + more;
        await(more + " more outcomes of sends")
                .atMost(SETTLED)
                .until(() -> acked.size() + failures.get() >= target);
    }

    /// Lets every sender finish its message and every screen catch up; then all promises must hold.
    List<Seen> stopAndCheck() {
        stopping = true;
        await("senders are done")
                .atMost(SETTLED)
                .until(() -> senders.stream().noneMatch(Thread::isAlive));
        List<Seen> history = history();
        long last = history.size();
        await("screens show all of " + last)
                .atMost(SETTLED)
                .until(() -> screens.stream().allMatch(s -> s.size() >= last));
        System.out.printf(
                "%d sends acknowledged, %d refused or unanswered and repeated; %s%n",
                acked.size(), failures.get(), screens);
        Map<String, List<Seen>> shown = new LinkedHashMap<>();
        screens.forEach(s -> shown.put(s + " #" + shown.size(), s.shown()));
        assertThat(Checker.violations(List.copyOf(acked), attempted, history, shown))
                .as("%d acknowledged, %s", acked.size(), screens)
                .isEmpty();
        return history;
    }

    @Override
    public void close() {
        stopping = true;
        screens.forEach(Screen::close);
    }

    static Seen seen(JsonNode message) {
        return new Seen(
                message.path("seq").asLong(),
                message.path("id").asText(),
                message.path("clientId").asText());
    }

    private void look(String user, int gateway) {
        screens.add(new Screen(worksync, user, gateway, channel));
    }

    private void send(String user, int number) {
        senders.add(Thread.ofVirtual().start(() -> sendUntilStopped(user, number)));
    }

    private void sendUntilStopped(String user, int number) {
        for (int i = 0; !stopping; i++) {
            // every tenth of the first sender calls for Aisha
            String mention = number == 0 && i % 10 == 0 ? " @aisha" : "";
            send(user, number % 2 + 1, "message " + i + " of sender " + number + mention);
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void send(String user, int firstGateway, String text) {
        String clientId = UUID.randomUUID().toString();
        attempted.add(clientId);
        for (int gateway = firstGateway; ; gateway = 3 - gateway) {
            Answer answer = post(user, gateway, Map.of("text", text, "clientId", clientId));
            if (answer.isSuccess()) {
                Seen stored = seen(answer.json());
                acked.add(new Acked(stored.clientId(), stored.id(), stored.seq()));
                return;
            }
            failures.incrementAndGet();
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    private Answer post(String user, int gateway, Map<String, String> message) {
        try {
            return worksync.as(user, gateway)
                    .post("/api/chat/v1/channels/" + channel + "/messages", message);
        } catch (RuntimeException e) {
            return new Answer(0, "", e.toString(), Json.object());
        }
    }

    private List<Seen> history() {
        List<Seen> history = new ArrayList<>();
        boolean more = true;
        while (more) {
            long last = history.isEmpty() ? 0 : history.getLast().seq();
            Answer page =
                    worksync.as("aisha")
                            .get(
                                    "/api/chat/v1/channels/"
                                            + channel
                                            + "/messages?limit=100&after="
                                            + last)
                            .expect(200);
            page.json().path("items").forEach(message -> history.add(seen(message)));
            more = page.json().path("hasMoreAfter").asBoolean();
        }
        return history;
    }
}

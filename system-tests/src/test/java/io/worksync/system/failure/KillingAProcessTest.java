package io.worksync.system.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.fault.Checker;
import io.worksync.system.fault.Recording;
import io.worksync.system.fault.Scene;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// SIGKILL while people write: every acknowledged message is in the history once, and on every
/// screen once and in order.
@ExtendWith(RunningWorkSync.class)
class KillingAProcessTest {

    private static final Duration FELT = Duration.ofSeconds(30);
    private static final Duration NOTIFIED = Duration.ofSeconds(45);

    private final WorkSync worksync = WorkSync.running();
    private Scene scene;

    @BeforeEach
    void peopleWrite() {
        long seed = System.nanoTime();
        scene = Scene.open(worksync, "killing " + seed, 1, seed);
    }

    @AfterEach
    void peopleLeave() {
        scene.close();
    }

    @Test
    void a_gateway_loses_no_message_and_no_order() {
        killed("gateway", 2, () -> assertThat(scene.reconnections()).isPositive());
    }

    @Test
    void one_chat_service_of_two_loses_no_message_and_no_order() {
        killed("chat-service", 1, () -> {});
    }

    @Test
    void redis_loses_no_message_and_no_order() {
        killed("redis", 1, () -> {});
    }

    @Test
    void postgres_loses_no_message_and_no_order() {
        killed("postgres", 1, () -> assertThat(scene.failedCalls()).isPositive());
    }

    @Test
    void kafka_loses_no_message_and_makes_no_notification_twice() {
        Recording recording = killed("kafka", 1, () -> {});
        List<String> mentions = messagesThatMention(worksync.as("aisha").me()).stream().toList();
        assertThat(mentions).isNotEmpty();
        await("a notification for each mention")
                .atMost(NOTIFIED)
                .until(() -> notifiedMessages().size() >= mentions.size());
        assertThat(notifiedMessages()).containsExactlyInAnyOrderElementsOf(mentions);
        assertThat(recording.history()).hasSizeGreaterThan(mentions.size());
    }

    private Recording killed(String part, int instance, Runnable felt) {
        long before = pidOf(part, instance);
        long begun = scene.now();
        worksync.kill(part, instance);
        scene.awaitOutcomes(12, FELT); // people go on writing while it is gone
        worksync.start(part, instance);
        scene.healed(begun);
        assertThat(pidOf(part, instance)).isNotEqualTo(before);
        scene.awaitAcknowledged(40);
        Recording recording = scene.end().getFirst();
        System.out.println(scene);
        assertThat(Checker.violations(recording)).as("%s", scene).isEmpty();
        felt.run();
        return recording;
    }

    private long pidOf(String part, int instance) {
        for (JsonNode process : worksync.status()) {
            if (process.path("name").asText().equals(part)
                    && process.path("instance").asInt() == instance) {
                return process.path("pid").asLong();
            }
        }
        throw new AssertionError("no " + part + " " + instance + " in " + worksync.status());
    }

    /// Those of others: nobody is told of what they wrote themselves.
    private List<String> messagesThatMention(String userId) {
        List<String> found = new ArrayList<>();
        long last = 0;
        boolean more = true;
        while (more) {
            JsonNode page =
                    worksync.as("aisha")
                            .get(
                                    "/api/chat/v1/channels/"
                                            + scene.channel(0)
                                            + "/messages?limit=100&after="
                                            + last)
                            .expect(200)
                            .json();
            for (JsonNode message : page.path("items")) {
                last = message.path("seq").asLong();
                boolean own = message.path("authorId").asText().equals(userId);
                for (JsonNode mentioned : message.path("mentions").path("userIds")) {
                    if (!own && mentioned.asText().equals(userId)) {
                        found.add(message.path("id").asText());
                    }
                }
            }
            more = page.path("hasMoreAfter").asBoolean();
        }
        return found;
    }

    private List<String> notifiedMessages() {
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    worksync.as("aisha")
                            .get("/api/notifications/v1/notifications?limit=100" + cursor)
                            .expect(200)
                            .json();
            for (JsonNode notification : page.path("items")) {
                if (notification.path("channelId").asText().equals(scene.channel(0))) {
                    found.add(notification.path("messageId").asText());
                }
            }
            String next = page.path("nextCursor").asText("");
            cursor = page.path("nextCursor").isNull() || next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return found;
    }
}

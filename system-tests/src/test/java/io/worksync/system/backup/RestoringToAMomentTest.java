package io.worksync.system.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Somebody did harm; the operator goes back to the moment before it, with `./worksync backup` and
/// `./worksync restore --until`.
@ExtendWith(RunningWorkSync.class)
class RestoringToAMomentTest {

    private static final Duration QUICK = Duration.ofMinutes(2);
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final WorkSync worksync = WorkSync.running();
    private final Path backups = worksync.state().resolve("backups-" + System.nanoTime());
    private final Api rahim = worksync.as("rahim");
    private final Api aisha = worksync.as("aisha", 2);
    private String channel = "";

    @BeforeEach
    void peopleTalk() {
        channel =
                rahim.createChannel(
                        "private", "kept " + System.nanoTime(), List.of(worksync.idOf("aisha")));
        rahim.say(channel, "before the backup");
    }

    /// What is written from now on need not be archived.
    @AfterEach
    void nobodyArchives() throws IOException {
        Files.deleteIfExists(worksync.state().resolve("archive"));
    }

    @Test
    void brings_back_what_was_there_and_nothing_of_what_came_after() throws Exception {
        worksync.command().run(QUICK, "backup", backups.toString()).expectDone();
        rahim.say(channel, "after the backup");
        JsonNode position = subscription(1, Json.object());
        Instant moment = Instant.now();
        doHarm();

        String until = moment.toString();
        worksync.command().run(LONG, "restore", backups.toString(), "--until", until).expectDone();

        assertThat(texts(aisha)).containsExactly("before the backup", "after the backup");
        assertThat(members()).contains(worksync.idOf("aisha"));
        JsonNode resumed = subscription(2, position);
        assertThat(resumed.path("recovered").asBoolean())
                .as("a client that may have seen what is no more reads the state anew: %s", resumed)
                .isFalse();
        assertEverythingWorks();
    }

    /// Two messages that must not be there, and a member who is thrown out.
    private void doHarm() {
        aisha.say(channel, "bad @rahim");
        aisha.say(channel, "worse @rahim");
        rahim.delete("/api/chat/v1/channels/" + channel + "/members/" + worksync.idOf("aisha"))
                .expect(204);
        await("Kafka has told of it").atMost(SOON).until(() -> notified().contains("bad @rahim"));
    }

    /// The numbers of what is no more are given again, and reach devices and inboxes.
    private void assertEverythingWorks() throws Exception {
        try (RealtimeSocket socket = worksync.socketOf("aisha", 2)) {
            JsonNode sent = rahim.say(channel, "good @aisha");
            assertThat(sent.path("seq").asLong()).isEqualTo(3);
            awaitMessage(socket, sent.path("id").asText());
        }
        assertThat(notified()).as("of what is no more").doesNotContain("bad @rahim");
        aisha.say(channel, "thanks @rahim");
        await("an inbox that hears of new messages")
                .atMost(SOON)
                .until(() -> notified().contains("thanks @rahim"));
        aisha.post("/api/presence/v1/typing", Map.of("channelId", channel, "typing", true))
                .expect(202);
    }

    private static void awaitMessage(RealtimeSocket socket, String id) {
        await("the message on a socket")
                .atMost(SOON)
                .until(
                        () -> {
                            JsonNode push = socket.nextPush(Duration.ofMillis(100));
                            return push != null
                                    && push.path("pub")
                                            .path("data")
                                            .path("message")
                                            .path("id")
                                            .asText()
                                            .equals(id);
                        });
    }

    /// The subscription to the channel's topic, resumed where there is a position.
    private JsonNode subscription(int gateway, JsonNode position) throws IOException {
        String topic = "channel:" + channel;
        try (RealtimeSocket socket = RealtimeSocket.open(worksync.gateway(gateway))) {
            var connect = Json.object().put("token", worksync.tokens().of("aisha"));
            if (position.has("epoch")) {
                connect.putObject("subs")
                        .putObject(topic)
                        .put("recover", true)
                        .put("epoch", position.path("epoch").asText())
                        .put("offset", position.path("offset").asLong());
            }
            JsonNode reply = socket.call("connect", connect);
            JsonNode subscription = reply.path("connect").path("subs").path(topic);
            assertThat(subscription.has("epoch")).as("%s", reply).isTrue();
            return subscription;
        }
    }

    private List<String> texts(Api reader) {
        return strings(
                reader.get("/api/chat/v1/channels/" + channel + "/messages?limit=100"), "text");
    }

    private List<String> members() {
        return strings(rahim.get("/api/chat/v1/channels/" + channel + "/members"), "userId");
    }

    /// The beginnings of what Rahim was told of in this channel.
    private List<String> notified() {
        List<String> bodies = new ArrayList<>();
        for (JsonNode entry :
                rahim.get("/api/notifications/v1/notifications?limit=20")
                        .expect(200)
                        .json()
                        .path("items")) {
            if (entry.path("channelId").asText().equals(channel)) {
                bodies.add(entry.path("body").asText());
            }
        }
        return bodies;
    }

    private static List<String> strings(Answer answer, String field) {
        List<String> found = new ArrayList<>();
        answer.expect(200)
                .json()
                .path("items")
                .forEach(item -> found.add(item.path(field).asText()));
        return found;
    }
}

package io.worksync.system.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/// What nobody should send leaves everything as it was: a channel of Rahim's with one message, one
/// that he is not in, the channels that he has, and every process.
@ExtendWith(RunningWorkSync.class)
abstract class UntouchedWorkspace {

    static final String NOBODY = "00000000-0000-7000-8000-000000000000";
    static final String CHAT = "/api/chat/v1";

    static WorkSync worksync;
    static String mine;
    static String foreign;
    private static String message;
    private static JsonNode channelsBefore;
    private static Map<String, Long> processesBefore;

    @BeforeAll
    static void aChannelOfRahimAndOneOfOthers() {
        worksync = WorkSync.running();
        mine = rahim().createChannel("private", "bad input " + System.nanoTime(), List.of());
        message = rahim().say(mine, "untouched").path("id").asText();
        foreign =
                worksync.as("mina")
                        .createChannel("private", "foreign " + System.nanoTime(), List.of());
        channelsBefore = channels();
        processesBefore = processes();
    }

    @AfterAll
    static void nothing_changed_and_every_process_lives() {
        assertThat(channels()).isEqualTo(channelsBefore);
        JsonNode items = rahim().get(CHAT + "/channels/" + mine + "/messages").expect(200).json();
        assertThat(items.path("items")).hasSize(1);
        assertThat(items.path("items").path(0).path("text").asText()).isEqualTo("untouched");
        assertThat(processes()).isEqualTo(processesBefore);
    }

    static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asText()).isNotBlank();
        assertThat(answer.json().path("traceId").asText()).isNotBlank();
        assertThat(answer.text())
                .doesNotContainPattern("\\bat [a-z.]+\\(|Exception|io\\.worksync|quarkus");
    }

    static void assertStillWorks(RealtimeSocket socket) {
        JsonNode me = socket.rpc("GET " + CHAT + "/users/me", Json.of(Map.of()));
        assertThat(me.path("rpc").path("data").path("username").asText()).isEqualTo("rahim");
    }

    static String filled(String template) {
        return template.replace("{mine}", mine)
                .replace("{foreign}", foreign)
                .replace("{message}", message)
                .replace("{me}", rahimId());
    }

    static Api rahim() {
        return worksync.as("rahim");
    }

    private static JsonNode channels() {
        return rahim().get(CHAT + "/channels?limit=200").expect(200).json();
    }

    private static Map<String, Long> processes() {
        Map<String, Long> pids = new TreeMap<>();
        for (JsonNode process : worksync.status()) {
            pids.put(
                    process.path("name").asText() + process.path("instance").asInt(),
                    process.path("pid").asLong());
        }
        return pids;
    }

    private static String rahimId() {
        JsonNode claims =
                Json.parse(
                        new String(
                                Base64.getUrlDecoder()
                                        .decode(worksync.tokens().of("rahim").split("\\.")[1]),
                                StandardCharsets.UTF_8));
        return claims.path("sub").asText();
    }

    /// Waits for the reply or the end of the socket; whether it was the end.
    static boolean isEnded(RealtimeSocket socket, CompletableFuture<JsonNode> reply) {
        CompletableFuture.anyOf(reply, socket.closed())
                .orTimeout(10, TimeUnit.SECONDS)
                .handle((answered, failure) -> answered)
                .join();
        // the reply fails a moment before the socket is closed
        return reply.isCompletedExceptionally() || socket.closed().isDone();
    }
}

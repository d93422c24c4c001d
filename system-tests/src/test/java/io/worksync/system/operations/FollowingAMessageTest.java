package io.worksync.system.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.operations.Collector.Seen;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// "Where is my message?": one trace from the frame that it came in to the socket that it went out
/// of.
@ExtendWith(RunningWorkSync.class)
class FollowingAMessageTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TEXT = "nobody-else-may-read-this";
    private static final List<String> SHARED =
            List.of("chat-service", "notification-service", "signaling-service");
    private static final List<String> PARTS =
            List.of("chat-service", "notification-service", "signaling-service", "gateway");
    private static Collector collector;

    private final WorkSync worksync = WorkSync.running();

    /// One instance of those that share the work, so that what is done is traced; people come
    /// to the first gateway.
    @BeforeAll
    static void collect_everything() throws IOException {
        collector = Collector.start();
        WorkSync worksync = WorkSync.running();
        SHARED.forEach(part -> worksync.kill(part, 2));
        Map<String, String> settings =
                Map.of(
                        "WORKSYNC_TRACING_ENDPOINT",
                        collector.endpoint(),
                        "WORKSYNC_TRACING_SAMPLE_RATIO",
                        "1",
                        "WORKSYNC_TRACING_LINGER",
                        "100ms");
        for (String part : PARTS) {
            worksync.kill(part, 1);
            worksync.start(part, 1, settings);
        }
    }

    @AfterAll
    static void as_before() {
        WorkSync worksync = WorkSync.running();
        for (String part : PARTS) {
            worksync.kill(part, 1);
            worksync.start(part, 1);
        }
        SHARED.forEach(part -> worksync.start(part, 2));
        collector.close();
    }

    @Test
    void one_trace_leads_from_the_senders_frame_to_the_readers_socket() throws IOException {
        String channel =
                worksync.as("rahim")
                        .createChannel("private", "traced", List.of(worksync.idOf("aisha")));
        try (RealtimeSocket rahim = worksync.socketOf("rahim", 1);
                RealtimeSocket _ = worksync.socketOf("aisha", 1)) {
            JsonNode sent =
                    rahim.rpc(
                            "POST /api/chat/v1/channels/" + channel + "/messages",
                            Json.object()
                                    .put("text", TEXT)
                                    .put("clientId", UUID.randomUUID().toString()));
            assertThat(sent.has("rpc")).as("%s", sent).isTrue();
            await("the whole trace")
                    .atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(traceOf("deliver"))
                                            .extracting(Seen::step)
                                            .contains(
                                                    "gateway: rpc",
                                                    "chat-service: POST /api/chat/v1/channels/{channelId}/messages",
                                                    "chat-service: commit message",
                                                    "chat-service: publish channel",
                                                    "chat-service: send to Kafka",
                                                    "notification-service: process worksync.chat.messages",
                                                    "gateway: deliver"));
        }
        List<Seen> trace = traceOf("deliver");
        Seen frame = one(trace, "gateway: rpc");
        Seen call = one(trace, "chat-service: POST /api/chat/v1/channels/{channelId}/messages");
        assertThat(frame.span().getParentSpanId().isEmpty()).isTrue();
        assertThat(call.isChildOf(frame)).isTrue();
        assertThat(one(trace, "chat-service: commit message").isChildOf(call)).isTrue();
        assertThat(one(trace, "gateway: deliver").isChildOf(call)).isTrue();
        assertThat(collector.all())
                .noneMatch(
                        seen ->
                                seen.span().toString().contains(TEXT)
                                        || seen.span().toString().contains(channel));
    }

    @Test
    void an_error_names_its_trace() throws IOException {
        try (RealtimeSocket rahim = worksync.socketOf("rahim", 1)) {
            JsonNode error =
                    rahim.rpc("GET /api/chat/v1/channels/" + UUID.randomUUID(), Json.object())
                            .path("error");
            assertThat(error.path("code").asInt()).isEqualTo(404);
            String trace = error.path("traceId").asText();
            await("both spans of the call")
                    .atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(collector.inTrace(trace))
                                            .extracting(Seen::step)
                                            .contains(
                                                    "gateway: rpc",
                                                    "chat-service: GET /api/chat/v1/channels/{channelId}"));
        }
    }

    /// Whoever has the code of a meeting may come in.
    @Test
    void no_span_holds_the_code_of_a_join_link() {
        String code = "abc-defg-" + UUID.randomUUID().toString().substring(0, 3);
        Answer answer = worksync.as("rahim").get("/api/meetings/v1/meetings/by-code/" + code);
        assertThat(answer.status()).isEqualTo(404);
        String trace = answer.json().path("traceId").asText();
        await("the span of the call")
                .atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(collector.inTrace(trace))
                                        .extracting(Seen::step)
                                        .contains(
                                                "signaling-service: GET /api/meetings/v1/meetings/by-code/{joinCode}"));
        assertThat(collector.all()).noneMatch(seen -> seen.span().toString().contains(code));
    }

    /// The trace in which there is a span of this name, of a message.
    private static List<Seen> traceOf(String name) {
        return collector.all().stream()
                .filter(seen -> seen.span().getName().equals("commit message"))
                .map(Seen::trace)
                .map(collector::inTrace)
                .filter(trace -> trace.stream().anyMatch(s -> s.span().getName().equals(name)))
                .findFirst()
                .orElse(List.of());
    }

    private static Seen one(List<Seen> trace, String step) {
        return trace.stream().filter(seen -> seen.step().equals(step)).findFirst().orElseThrow();
    }
}

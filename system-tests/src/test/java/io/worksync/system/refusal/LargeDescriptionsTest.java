package io.worksync.system.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Descriptions near the limit, which is the same over HTTP and over the socket, and far beyond it,
/// where what carries them ends first. None of them harms the meeting.
@ExtendWith(RunningWorkSync.class)
class LargeDescriptionsTest {

    /// `worksync.meetings.max-sdp-bytes`.
    private static final int LIMIT = 120_000;

    /// More than the gateway takes in one call or one frame.
    private static final int HUGE = 256 * 1_024 + 1;

    private static final String MEETINGS = "/api/meetings/v1/meetings";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final WorkSync worksync = WorkSync.running();
    private final Api rahim = worksync.as("rahim");
    private final Api aisha = worksync.as("aisha", 2);
    private String meeting = "";
    private String from = "";
    private String to = "";

    @BeforeEach
    void twoInAMeeting() {
        Answer started = rahim.post(MEETINGS, Map.of("title", "Large")).expect(201);
        meeting = MEETINGS + "/" + started.json().path("id").asText();
        from = joined(rahim);
        to = joined(aisha);
    }

    @AfterEach
    void over() {
        rahim.delete(meeting);
    }

    @Test
    void at_the_limit_they_arrive_whole_however_they_were_sent() throws Exception {
        try (RealtimeSocket sending = worksync.socketOf("rahim", 1);
                RealtimeSocket receiving = receiving()) {
            rahim.call("POST", meeting + "/signals", Json.write(offer(LIMIT))).expect(202);
            assertThat(received(receiving)).isEqualTo(sdp(LIMIT));

            JsonNode reply = sending.rpc("POST " + meeting + "/signals", offer(LIMIT));
            assertThat(reply.has("rpc")).as("%s", reply).isTrue();
            assertThat(received(receiving)).isEqualTo(sdp(LIMIT));
        }
    }

    @Test
    void one_byte_more_is_413_over_http_and_over_the_socket() throws IOException {
        String body = Json.write(offer(LIMIT + 1));
        assertTooLarge(rahim.call("POST", meeting + "/signals", body));
        try (RealtimeSocket sending = worksync.socketOf("rahim", 1)) {
            JsonNode reply = sending.rpc("POST " + meeting + "/signals", offer(LIMIT + 1));
            assertThat(reply.path("error").path("code").asInt()).as("%s", reply).isEqualTo(413);
            assertThat(reply.path("error").path("message").asText()).contains("120000");
            assertThat(sending.closed()).isNotDone();
        }
        assertBothAreThere();
    }

    @Test
    void of_256_kb_they_are_413_over_http_and_end_a_socket_which_may_come_back() throws Exception {
        assertTooLarge(rahim.call("POST", meeting + "/signals", Json.write(offer(HUGE))));
        try (RealtimeSocket sending = worksync.socketOf("rahim", 1)) {
            var _ = sending.send("rpc", call(offer(HUGE)));
            // 1006: a client that is still writing may see no more than that it was cut off
            assertThat(sending.awaitClosed().code()).isIn(1009, 1006);
        }
        assertBothAreThere();
        try (RealtimeSocket again = worksync.socketOf("rahim", 1);
                RealtimeSocket receiving = receiving()) {
            again.rpc("POST " + meeting + "/signals", offer(100));
            assertThat(received(receiving)).isEqualTo(sdp(100));
        }
    }

    private ObjectNode call(JsonNode data) {
        ObjectNode parameters = Json.object().put("method", "POST " + meeting + "/signals");
        parameters.set("data", data);
        return parameters;
    }

    private JsonNode offer(int bytes) {
        Map<String, String> description = Map.of("type", "offer", "sdp", sdp(bytes));
        return Json.of(Map.of("from", from, "to", to, "description", description));
    }

    /// Lines as long as those of browsers, in so many bytes.
    private static String sdp(int bytes) {
        String line = "a=rtcp-fb:96 transport-cc goog-remb nack\r\n";
        String lines = line.repeat(bytes / line.length());
        return lines + "x".repeat(bytes - lines.length());
    }

    private String joined(Api person) {
        return person.post(meeting + "/participants", Map.of("deviceName", "Test"))
                .expect(201)
                .json()
                .path("participantId")
                .asText();
    }

    private RealtimeSocket receiving() throws IOException {
        RealtimeSocket socket = worksync.socketOf("aisha", 2);
        JsonNode reply =
                socket.call("subscribe", Json.object().put("channel", "participant:" + to));
        assertThat(reply.has("subscribe")).as("%s", reply).isTrue();
        return socket;
    }

    private static String received(RealtimeSocket socket) {
        JsonNode push =
                await("a signal arrives")
                        .atMost(SOON)
                        .until(
                                () -> socket.nextPush(Duration.ofMillis(200)),
                                LargeDescriptionsTest::isSignal);
        return Objects.requireNonNull(push).at("/pub/data/signal/description/sdp").asText();
    }

    private static boolean isSignal(@Nullable JsonNode push) {
        return push != null && push.at("/pub/data/type").asText().equals("signal.received");
    }

    private void assertBothAreThere() {
        JsonNode participants = rahim.get(meeting).expect(200).json().path("participants");
        assertThat(participants.findValuesAsText("participantId"))
                .containsExactlyInAnyOrder(from, to);
    }

    private static void assertTooLarge(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(413);
        assertThat(answer.json().path("traceId").asText()).isNotBlank();
    }
}

package io.worksync.system.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whoever was killed is out of the meeting within the promised time, also where an instance of
/// signaling-service or their gateway died with them; the others stay.
@ExtendWith(RunningWorkSync.class)
class MeetingAfterAKillTest {

    private static final Duration GHOST = Duration.ofSeconds(30);

    private final WorkSync worksync = WorkSync.running();
    private String path = "";

    @BeforeEach
    void aMeeting() {
        JsonNode started =
                worksync.as("rahim")
                        .post("/api/meetings/v1/meetings", Map.of("title", "Killed"))
                        .expect(201)
                        .json();
        path = "/api/meetings/v1/meetings/" + started.path("id").asText();
    }

    @AfterEach
    void over() {
        worksync.as("rahim", 2).delete(path);
    }

    @Test
    void a_killed_client_leaves_although_a_signaling_instance_died_with_it() throws Exception {
        killedWith("signaling-service");
    }

    @Test
    void a_killed_client_leaves_although_its_gateway_died_with_it() throws Exception {
        killedWith("gateway");
    }

    private void killedWith(String part) throws Exception {
        String meeting = path.substring(path.lastIndexOf('/') + 1);
        try (BySignalsOnly _ = new BySignalsOnly(worksync.as("rahim", 2), meeting);
                RealtimeSocket rahim = worksync.socketOf("rahim", 2);
                RealtimeSocket aisha = worksync.socketOf("aisha", 1)) {
            rahim.call("subscribe", Json.object().put("channel", "meeting:" + meeting));
            String killed = joined(aisha);
            aisha.cut();
            worksync.kill(part, 1);
            try {
                assertThat(left(rahim)).isEqualTo(killed);
            } finally {
                worksync.start(part, 1);
            }
            assertThat(people()).containsExactly(worksync.idOf("rahim"));
        }
    }

    private String joined(RealtimeSocket socket) {
        return socket.rpc("POST " + path + "/participants", Json.object())
                .path("rpc")
                .path("data")
                .path("participantId")
                .asText();
    }

    /// Who is the first to leave the meeting.
    private static String left(RealtimeSocket socket) {
        JsonNode event =
                await().atMost(GHOST)
                        .until(
                                () -> socket.nextPush(Duration.ofMillis(200)),
                                push ->
                                        push != null
                                                && data(push)
                                                        .path("type")
                                                        .asText()
                                                        .equals("participant.left"));
        return data(Objects.requireNonNull(event))
                .path("participant")
                .path("participantId")
                .asText();
    }

    private static JsonNode data(JsonNode push) {
        return push.path("pub").path("data");
    }

    private Iterable<String> people() {
        JsonNode participants =
                worksync.as("rahim", 2).get(path).expect(200).json().path("participants");
        return StreamSupport.stream(participants.spliterator(), false)
                .map(one -> one.path("userId").asText())
                .toList();
    }
}

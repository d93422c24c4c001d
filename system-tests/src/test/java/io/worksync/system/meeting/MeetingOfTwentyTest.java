package io.worksync.system.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Twenty participants in one room of the media server. They are no browsers, of which two cores
/// carry four: they send and receive RTP, and leave it at that.
@ExtendWith(RunningWorkSync.class)
class MeetingOfTwentyTest {

    private static final int TWENTY = 20;

    /// Packets of each sound and each picture.
    private static final int ENOUGH = 5;

    private static final List<String> USERS = List.of("rahim", "aisha", "mina", "omar", "admin");

    private final WorkSync worksync = WorkSync.running();
    private String meeting = "";

    @BeforeEach
    void aMeeting() {
        assumeThat(Parts.of(worksync))
                .as("left out: janus is not installed, or has no network interface to use")
                .contains("janus");
        meeting =
                worksync.as("rahim")
                        .post("/api/meetings/v1/meetings", Map.of("title", "Twenty"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
    }

    @AfterEach
    void over() {
        worksync.as("rahim").delete("/api/meetings/v1/meetings/" + meeting);
    }

    @Test
    void each_receives_sound_and_picture_of_all_others() {
        List<String> users =
                IntStream.range(0, TWENTY).mapToObj(i -> USERS.get(i % USERS.size())).toList();
        JsonNode report = PeersInNode.meet(worksync, meeting, users, ENOUGH);
        List<String> ids = report.path("participants").findValuesAsText("participantId");
        assertThat(ids).hasSize(TWENTY).doesNotHaveDuplicates();
        for (JsonNode one : report.path("participants")) {
            String id = one.path("participantId").asText();
            for (String other : ids.stream().filter(other -> !other.equals(id)).toList()) {
                JsonNode heard = one.path("heard").path(other);
                assertThat(heard.path("microphone").asInt())
                        .as("%s hears %s: %s", id, other, report)
                        .isGreaterThanOrEqualTo(ENOUGH);
                assertThat(heard.path("camera").asInt())
                        .as("%s sees %s: %s", id, other, report)
                        .isGreaterThanOrEqualTo(ENOUGH);
            }
        }
    }
}

package io.worksync.system.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Others see who is in a meeting, and no longer when they have left or it is over.
@ExtendWith(RunningWorkSync.class)
class SeenInAMeetingTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final WorkSync worksync = WorkSync.running();
    private final String rahim = worksync.as("rahim").me();

    @Test
    void whoever_takes_part_is_seen_in_a_meeting_as_long_as_they_do() throws Exception {
        try (RealtimeSocket _ =
                RealtimeSocket.connected(worksync.gateway(1), worksync.tokens().of("rahim"))) {
            awaitPresence("online", null);
            String left = participants(meeting());
            worksync.as("rahim").delete(left + "/" + joined(left)).expect(204);
            awaitPresence("online", null);

            String ended = meeting();
            joined(participants(ended));
            worksync.as("rahim").delete("/api/meetings/v1/meetings/" + ended).expect(204);
            awaitPresence("online", null);
        }
    }

    private static String participants(String meeting) {
        return "/api/meetings/v1/meetings/" + meeting + "/participants";
    }

    private String joined(String participants) {
        String id =
                worksync.as("rahim")
                        .post(participants, Map.of())
                        .expect(201)
                        .json()
                        .path("participantId")
                        .asText();
        awaitPresence("online", "in_meeting");
        return id;
    }

    private String meeting() {
        return worksync.as("rahim")
                .post("/api/meetings/v1/meetings", Map.of("title", "Seen"))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private void awaitPresence(String availability, @Nullable String activity) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            JsonNode seen =
                                    worksync.as("aisha")
                                            .get("/api/presence/v1/users?ids=" + rahim)
                                            .expect(200)
                                            .json()
                                            .path("items")
                                            .path(0);
                            assertThat(seen.path("availability").asText()).isEqualTo(availability);
                            assertThat(seen.path("activity").textValue()).isEqualTo(activity);
                        });
    }
}

package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A gateway stands still for longer than its lease and then goes on as if nothing had happened.
@ExtendWith(RunningWorkSync.class)
class APausedGatewayTest {

    private static final Duration PROMISED = Duration.ofSeconds(30);

    private final WorkSync worksync = WorkSync.running();

    @Test
    void holds_nobodys_presence_and_delivers_nothing_stale() throws Exception {
        try (Talk talk = new Talk(worksync, "paused", List.of("mina", "aisha"));
                RealtimeSocket mina = worksync.socketOf("mina", 2)) {
            talk.device("aisha", 1);
            await("mina is online").atMost(PROMISED).until(() -> availability().equals("online"));
            worksync.pause("gateway", 2);
            try {
                talk.remove("mina");
                talk.say("rahim", 1, "said while it stood still");
                await("mina is offline")
                        .atMost(PROMISED)
                        .until(() -> availability().equals("offline"));
            } finally {
                worksync.resume("gateway", 2);
            }
            await("the socket of the time before is ended")
                    .atMost(PROMISED)
                    .until(() -> mina.closed().isDone());
            for (JsonNode push = mina.nextPush(Duration.ZERO);
                    push != null;
                    push = mina.nextPush(Duration.ZERO)) {
                assertThat(Json.write(push)).doesNotContain("said while it stood still");
            }
            assertThat(availability()).isEqualTo("offline");
            talk.device("aisha", 2);
            talk.assertWhole(PROMISED);
        }
    }

    private String availability() {
        return worksync.as("rahim", 1)
                .get("/api/presence/v1/users?ids=" + worksync.idOf("mina"))
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("availability")
                .asText();
    }
}

package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Recovery asks again whether the user may still see the topic.
@ExtendWith(RunningWorkSync.class)
class RemovedWhileOfflineTest {

    private final WorkSync worksync = WorkSync.running();

    @Test
    void a_resume_gets_nothing_on_any_gateway() throws Exception {
        try (Talk talk = new Talk(worksync, "removed", List.of("mina"))) {
            JsonNode position;
            try (RealtimeSocket socket = worksync.socketOf("mina", 1)) {
                position = resume(talk, 1, Json.object()).path("subs").path(talk.topic());
                assertThat(position.isMissingNode()).as("a member gets the topic").isFalse();
                socket.cut();
            }
            talk.say("rahim", 1, "said while mina was a member and offline");
            talk.remove("mina");
            talk.say("rahim", 1, "said after mina was removed");
            for (int gateway = 1; gateway <= 2; gateway++) {
                JsonNode resumed = resume(talk, gateway, position);
                assertThat(resumed.has("subs")).isTrue();
                assertThat(resumed.path("subs").has(talk.topic())).as("%s", resumed).isFalse();
                assertThat(Json.write(resumed)).doesNotContain("said ");
            }
        }
    }

    @Test
    void nothing_that_is_said_afterwards_reaches_a_live_socket() throws Exception {
        try (Talk talk = new Talk(worksync, "removed", List.of("mina", "aisha"));
                RealtimeSocket socket = worksync.socketOf("mina", 2)) {
            talk.device("aisha", 2);
            talk.remove("mina");
            JsonNode push = nextOf(talk, socket);
            while (push != null && push.has("pub")) {
                push = nextOf(talk, socket);
            }
            assertThat(push).as("the topic is taken away").isNotNull();
            assertThat(push.has("unsubscribe")).as("%s", push).isTrue();
            talk.say("rahim", 1, "said after mina was removed");
            talk.assertWhole(Duration.ofSeconds(30));
            // aisha at the same gateway has it, so mina would have it too
            for (JsonNode each = socket.nextPush(Duration.ofSeconds(1));
                    each != null;
                    each = socket.nextPush(Duration.ofSeconds(1))) {
                assertThat(Json.write(each)).doesNotContain("said after");
            }
        }
    }

    private static JsonNode nextOf(Talk talk, RealtimeSocket socket) throws InterruptedException {
        JsonNode push = socket.nextPush(Duration.ofSeconds(20));
        while (push != null && !push.path("channel").asText().equals(talk.topic())) {
            push = socket.nextPush(Duration.ofSeconds(20));
        }
        return push;
    }

    private JsonNode resume(Talk talk, int gateway, JsonNode position) throws Exception {
        try (RealtimeSocket socket = RealtimeSocket.open(worksync.gateway(gateway))) {
            var connect = Json.object().put("token", worksync.tokens().of("mina"));
            if (position.has("epoch")) {
                connect.putObject("subs")
                        .putObject(talk.topic())
                        .put("recover", true)
                        .put("epoch", position.path("epoch").asText())
                        .put("offset", position.path("offset").asLong());
            }
            return socket.call("connect", connect).path("connect");
        }
    }
}

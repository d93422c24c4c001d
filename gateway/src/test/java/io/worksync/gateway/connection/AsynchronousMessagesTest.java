package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.Services;
import io.worksync.gateway.support.SocketClient;
import io.worksync.realtime.Topic;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AsynchronousMessagesTest extends RunningGateway {

    @Test
    void what_a_client_sends_is_a_call_that_nothing_answers() {
        services.answer("PUT /api/chat/v1/told", Services.Answer.json(200, "{\"a\":1}"));
        SocketClient client = connected("rahim");
        client.send(
                "{\"send\":{\"data\":{\"method\":\"PUT /api/chat/v1/told\",\"data\":{\"n\": 1.50}}}}");
        Awaitility.await().until(() -> services.calls("/api/chat/v1/told").size() == 1);
        Services.Call call = services.calls("/api/chat/v1/told").getFirst();
        assertThat(call.body()).isEqualTo("{\"n\": 1.50}");
        assertThat(call.header("Authorization")).isEqualTo("Bearer " + token("rahim"));
        client.send("{\"id\":2,\"ping\":{}}");
        client.reply(2);
        assertThat(client.rest()).noneMatch(message -> message.has("rpc") || message.has("error"));
    }

    @Test
    void a_call_that_fails_is_silent_too() {
        SocketClient client = connected("rahim");
        client.send("{\"send\":{\"data\":{\"method\":\"PUT /api/nowhere/v1/x\"}}}");
        client.send("{\"id\":2,\"ping\":{}}");
        assertThat(client.reply(2).has("ping")).isTrue();
        assertThat(client.rest()).noneMatch(message -> message.has("error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"send\":{}}",
                "{\"send\":{\"data\":\"hello\"}}",
                "{\"send\":{\"data\":{\"hello\":1}}}",
                "{\"send\":{\"data\":{\"method\":7}}}"
            })
    void what_asks_for_no_call_is_nothing(String send) {
        SocketClient client = connected("rahim");
        client.send(send + "\n{\"id\":2,\"ping\":{}}");
        assertThat(client.reply(2).has("ping")).isTrue();
    }

    @Test
    void nobody_sends_before_connecting() {
        SocketClient client = socket();
        client.send("{\"send\":{\"data\":{\"method\":\"PUT /api/chat/v1/x\"}}}");
        assertThat(client.closeCode()).isEqualTo(3501);
    }

    @Test
    void a_service_reaches_all_sessions_of_a_user_that_are_there() {
        SocketClient phone = connected("mina");
        SocketClient laptop = connected("mina");
        SocketClient stranger = connected("omar");
        String own = "user:" + idOf("mina");
        long before = publish(own, "{\"type\":\"first\"}").offset();
        publisher.send(Topic.parse(own), "{\"hint\":1}").await().atMost(Duration.ofSeconds(5));
        for (SocketClient client : new SocketClient[] {phone, laptop}) {
            JsonNode message =
                    client.await("a message", m -> m.path("push").has("message")).path("push");
            assertThat(message.path("message").path("data").path("hint").asInt()).isEqualTo(1);
            assertThat(message.has("channel")).isFalse();
        }
        assertThat(publish(own, "{\"type\":\"last\"}").offset())
                .as("it stands in no stream")
                .isEqualTo(before + 1);
        assertThat(stranger.rest()).noneMatch(m -> m.path("push").has("message"));
    }
}

package io.worksync.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.Services;
import io.worksync.gateway.support.SocketClient;
import io.worksync.realtime.Control;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Whom the owners of topics are asked about, and when again.
@QuarkusTest
class PermissionsTest extends RunningGateway {

    private final String meeting = topic("meeting");
    private final String own = "user:" + idOf("mina");

    @Test
    void whoever_was_allowed_a_moment_ago_is_allowed_without_asking() {
        SocketClient mina = connected("mina");
        assertThat(subscribe(mina, 2).has("subscribe")).isTrue();
        unsubscribe(mina, 3);
        assertThat(subscribe(mina, 4).has("subscribe")).isTrue();
        assertThat(asked()).isEqualTo(1);
        SocketClient other = connected("rahim");
        assertThat(subscribe(other, 2).has("subscribe")).isTrue();
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void a_control_makes_it_forgotten_on_all_connections() {
        SocketClient mina = connected("mina");
        subscribe(mina, 2);
        services.refuse(meeting);
        control(own, Control.unsubscribing(Topic.parse(meeting)));
        assertThat(mina.push(meeting, "unsubscribe").path("code").asInt()).isEqualTo(2000);
        assertThat(code(subscribe(mina, 3))).isEqualTo(103);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void an_answer_that_a_control_overtook_is_not_kept() {
        SocketClient mina = connected("mina");
        services.answer(
                "GET /internal/realtime/topics/" + meeting,
                new Services.Answer(204, "application/json", "", 0).after(1000));
        mina.send("{\"id\":2,\"subscribe\":{\"channel\":\"" + meeting + "\"}}");
        Awaitility.await().until(() -> asked() == 1);
        control(own, Control.unsubscribing(Topic.parse(meeting)));
        assertThat(code(mina.reply(2))).isEqualTo(103);
        services.answer(
                "GET /internal/realtime/topics/" + meeting, Services.Answer.problem(404, "no"));
        assertThat(code(subscribe(mina, 3))).isEqualTo(103);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void what_a_user_was_allowed_is_forgotten_when_their_connection_ends() {
        SocketClient mina = connected("mina");
        subscribe(mina, 2);
        mina.abort();
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            int before = asked();
                            SocketClient again = connected("mina");
                            subscribe(again, 2);
                            again.abort();
                            assertThat(asked()).isGreaterThan(before);
                        });
    }

    @Test
    void whoever_asks_again_and_again_is_refused_without_asking() {
        services.refuse(meeting);
        SocketClient mina = connected("mina");
        for (int id = 2; id < 30; id++) {
            mina.send("{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + meeting + "\"}}");
            assertThat(code(mina.reply(id))).isEqualTo(103);
        }
        assertThat(asked()).isBetween(3, 15);
    }

    @Test
    void a_right_gained_after_a_refusal_is_heard_of_at_once() {
        String path = "GET /internal/realtime/topics/" + meeting;
        services.answer(path, Services.Answer.problem(404, "no"));
        SocketClient mina = connected("mina");
        assertThat(code(subscribe(mina, 2))).isEqualTo(103);
        services.answer(path, new Services.Answer(204, "application/json", "", 0));
        assertThat(subscribe(mina, 3).has("subscribe")).isTrue();
    }

    @Test
    void whoever_lost_the_right_while_away_recovers_nothing() {
        SocketClient mina = connected("mina");
        subscribe(mina, 2);
        Position seen = publish(meeting, "{\"n\":1}");
        assertThat(mina.push(meeting, "pub").path("offset").asLong()).isEqualTo(1);
        mina.abort();
        services.refuse(meeting);
        control(own, Control.unsubscribing(Topic.parse(meeting)));
        publish(meeting, "{\"secret\":2}");
        SocketClient again = connected("mina");
        again.send(
                "{\"id\":2,\"subscribe\":{\"channel\":\""
                        + meeting
                        + "\",\"recover\":true,\"epoch\":\""
                        + seen.epoch()
                        + "\",\"offset\":1}}");
        assertThat(code(again.reply(2))).isEqualTo(103);
        assertThat(again.rest()).noneMatch(message -> message.toString().contains("secret"));
    }

    @Test
    void sub_refresh_asks_again_and_goes_on_or_ends() {
        String path = "GET /internal/realtime/topics/" + meeting;
        SocketClient mina = connected("mina");
        subscribe(mina, 2);
        mina.send("{\"id\":3,\"sub_refresh\":{\"channel\":\"" + meeting + "\",\"token\":\"\"}}");
        JsonNode refreshed = mina.reply(3).path("sub_refresh");
        assertThat(refreshed.path("expires").isBoolean()).isTrue();
        assertThat(refreshed.path("expires").asBoolean()).isFalse();
        assertThat(asked()).isEqualTo(2);
        services.answer(path, Services.Answer.problem(404, "no"));
        mina.send("{\"id\":4,\"sub_refresh\":{\"channel\":\"" + meeting + "\"}}");
        assertThat(mina.push(meeting, "unsubscribe").path("code").asInt()).isEqualTo(2501);
        assertThat(code(mina.reply(4))).isEqualTo(103);
        mina.send("{\"id\":5,\"sub_refresh\":{\"channel\":\"" + own + "\"}}");
        assertThat(mina.reply(5).has("sub_refresh")).isTrue();
    }

    private int asked() {
        return services.calls("/internal/realtime/topics/" + meeting).size();
    }

    private JsonNode subscribe(SocketClient client, int id) {
        client.send("{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + meeting + "\"}}");
        return client.reply(id);
    }

    private void unsubscribe(SocketClient client, int id) {
        client.send("{\"id\":" + id + ",\"unsubscribe\":{\"channel\":\"" + meeting + "\"}}");
        client.reply(id);
    }

    private static int code(JsonNode reply) {
        return reply.path("error").path("code").asInt();
    }
}

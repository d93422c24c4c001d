package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LimitsTest extends RunningGateway {

    @Test
    void a_socket_without_a_session_goes_stale() {
        assertThat(socket().closeCode()).isEqualTo(3502);
    }

    @Test
    void a_client_that_does_not_answer_pings_is_gone() {
        SocketClient silent = connected("rahim");
        silent.ignorePings();
        assertThat(silent.closeCode()).isEqualTo(3012);
    }

    @Test
    void a_client_that_answers_pings_stays() {
        SocketClient client = connected("mina");
        Awaitility.await().until(() -> client.pings() >= 2);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void too_many_commands_are_refused_and_far_too_many_end_the_connection() {
        SocketClient client = connected("aisha");
        for (int id = 2; id < 400; id++) {
            if (client.isOpen()) {
                sendQuietly(client, id);
            }
        }
        assertThat(client.await("error 111", m -> m.path("error").path("code").asInt() == 111))
                .isNotNull();
        assertThat(client.closeCode()).isEqualTo(3013);
    }

    @Test
    void a_user_has_only_so_many_sessions() {
        String connect = "{\"id\":1,\"connect\":{\"token\":\"" + token("admin") + "\"}}";
        SocketClient first = connected("admin");
        for (int more = 1; more < 12; more++) {
            connected("admin");
        }
        assertThat(socket().send(connect).closeCode()).isEqualTo(3504);
        first.abort();
        Awaitility.await()
                .untilAsserted(() -> assertThat(socket().send(connect).reply(1)).isNotEmpty());
    }

    @Test
    void a_client_offers_only_so_many_topics_and_says_only_so_much_of_itself() {
        String many =
                IntStream.range(0, 1_501)
                        .mapToObj(i -> "\"channel:" + i + "\":{}")
                        .collect(Collectors.joining(","));
        assertThat(refusal("\"subs\":{" + many + "}")).isEqualTo(106);
        assertThat(refusal("\"name\":\"" + "x".repeat(201) + "\"")).isEqualTo(107);
        assertThat(refusal("\"version\":\"" + "x".repeat(201) + "\"")).isEqualTo(107);
    }

    private int refusal(String more) {
        SocketClient client = socket();
        client.send("{\"id\":1,\"connect\":{\"token\":\"" + token("zoe") + "\"," + more + "}}");
        return client.reply(1).path("error").path("code").asInt();
    }

    @Test
    void a_client_subscribes_only_so_many_topics() {
        SocketClient client = connected("zoe");
        for (int id = 2; id <= 6; id++) {
            client.send(
                    "{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + topic("typing") + "\"}}");
            assertThat(client.reply(id).has("subscribe")).isTrue();
        }
        client.send("{\"id\":7,\"subscribe\":{\"channel\":\"" + topic("typing") + "\"}}");
        assertThat(client.reply(7).path("error").path("code").asInt()).isEqualTo(106);
    }

    @Test
    void a_client_subscribes_only_so_many_topics_of_one_kind() {
        SocketClient client = connected("zoe");
        for (int id = 2; id <= 4; id++) {
            client.send(
                    "{\"id\":"
                            + id
                            + ",\"subscribe\":{\"channel\":\""
                            + topic("participant")
                            + "\"}}");
        }
        assertThat(client.reply(2).has("subscribe")).isTrue();
        assertThat(client.reply(3).has("subscribe")).isTrue();
        assertThat(client.reply(4).path("error").path("code").asInt()).isEqualTo(106);
        client.send("{\"id\":5,\"subscribe\":{\"channel\":\"" + topic("typing") + "\"}}");
        assertThat(client.reply(5).has("subscribe")).isTrue();
    }

    private static void sendQuietly(SocketClient client, int id) {
        try {
            client.send("{\"id\":" + id + ",\"ping\":{}}");
        } catch (RuntimeException e) {
            assertThat(client.closeCode()).isEqualTo(3013);
        }
    }
}

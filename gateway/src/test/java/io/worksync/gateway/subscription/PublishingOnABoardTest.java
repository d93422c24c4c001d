package io.worksync.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.realtime.Control;
import io.worksync.realtime.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PublishingOnABoardTest extends RunningGateway {

    private final String board = topic("board");

    @Test
    void all_who_are_there_get_it_under_the_name_of_whoever_published() {
        SocketClient rahim = on(board, "rahim");
        SocketClient aisha = on(board, "aisha");
        publish(rahim, 9, board, "{\"n\":1,\"info\":{\"user\":\"somebody else\"}}");
        assertThat(rahim.reply(9).path("publish").isObject()).isTrue();
        for (SocketClient each : new SocketClient[] {rahim, aisha}) {
            JsonNode publication = each.push(board, "pub");
            assertThat(publication.path("data").path("n").asInt()).isEqualTo(1);
            assertThat(publication.path("offset").asLong()).isEqualTo(1);
            assertThat(publication.path("info").path("user").asText()).isEqualTo(idOf("rahim"));
            assertThat(publication.path("info").path("client").asText()).isNotEmpty();
            assertThat(publication.path("info").path("conn_info").path("username").asText())
                    .isEqualTo("rahim");
        }
    }

    @Test
    void what_one_client_publishes_comes_in_the_order_it_was_sent() {
        SocketClient rahim = on(board, "rahim");
        StringBuilder frame = new StringBuilder();
        for (int n = 1; n <= 20; n++) {
            frame.append(publication(100 + n, board, "{\"n\":" + n + "}")).append('\n');
        }
        rahim.send(frame.toString());
        for (int n = 1; n <= 20; n++) {
            assertThat(rahim.push(board, "pub").path("data").path("n").asInt()).isEqualTo(n);
        }
    }

    @Test
    void who_published_is_in_the_history_and_in_what_is_recovered() {
        SocketClient rahim = on(board, "rahim");
        publish(rahim, 9, board, "{\"n\":1}");
        String epoch = history(rahim, 10, board).path("epoch").asText();
        JsonNode kept = history(rahim, 11, board).path("publications").get(0);
        assertThat(kept.path("info").path("user").asText()).isEqualTo(idOf("rahim"));
        SocketClient aisha = connected("aisha");
        aisha.send(
                "{\"id\":2,\"subscribe\":{\"channel\":\""
                        + board
                        + "\",\"recover\":true,\"epoch\":\""
                        + epoch
                        + "\",\"offset\":0}}");
        JsonNode recovered = aisha.reply(2).path("subscribe");
        assertThat(recovered.path("recovered").asBoolean()).isTrue();
        assertThat(recovered.path("publications").get(0).path("info").path("user").asText())
                .isEqualTo(idOf("rahim"));
    }

    @Test
    void whoever_is_not_subscribed_cannot_publish() {
        SocketClient rahim = connected("rahim");
        publish(rahim, 2, board, "{}");
        assertThat(code(rahim, 2)).isEqualTo(103);
        subscribe(rahim, 3, board);
        rahim.send("{\"id\":4,\"unsubscribe\":{\"channel\":\"" + board + "\"}}");
        rahim.reply(4);
        publish(rahim, 5, board, "{}");
        assertThat(code(rahim, 5)).isEqualTo(103);
    }

    @Test
    void whoever_was_removed_cannot_publish_and_hears_no_more() {
        SocketClient mina = on(board, "mina");
        control("user:" + idOf("mina"), Control.unsubscribing(Topic.parse(board)));
        assertThat(mina.push(board, "unsubscribe").path("code").asInt()).isEqualTo(2000);
        publish(mina, 9, board, "{}");
        assertThat(code(mina, 9)).isEqualTo(103);
    }

    @Test
    void asking_for_history_before_the_owner_has_answered_is_refused() {
        SocketClient rahim = connected("rahim");
        publish(board, "{\"secret\":true}");
        services.refuse(board);
        rahim.send(
                "{\"id\":2,\"subscribe\":{\"channel\":\""
                        + board
                        + "\"}}\n{\"id\":3,\"history\":{\"channel\":\""
                        + board
                        + "\",\"limit\":10}}\n"
                        + publication(4, board, "{}"));
        assertThat(code(rahim, 2)).isEqualTo(103);
        assertThat(code(rahim, 3)).isEqualTo(103);
        assertThat(code(rahim, 4)).isEqualTo(103);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"text\"", "[]", "null", "true"})
    void only_objects_are_published(String data) {
        SocketClient rahim = on(board, "rahim");
        publish(rahim, 9, board, data);
        assertThat(code(rahim, 9)).isEqualTo(107);
    }

    @Test
    void data_over_the_limit_is_refused() {
        String cursor = topic("cursor");
        SocketClient rahim = on(cursor, "rahim");
        publish(rahim, 9, cursor, "{\"x\":\"" + "x".repeat(1100) + "\"}");
        assertThat(code(rahim, 9)).isEqualTo(106);
        publish(rahim, 10, cursor, "{\"x\":1}");
        assertThat(rahim.reply(10).has("publish")).isTrue();
    }

    @Test
    void publishing_too_fast_is_refused_in_that_namespace_only() {
        String cursor = topic("cursor");
        SocketClient rahim = on(cursor, "rahim");
        subscribe(rahim, 3, board);
        StringBuilder frame = new StringBuilder();
        for (int id = 10; id < 80; id++) {
            frame.append(publication(id, cursor, "{}")).append('\n');
        }
        rahim.send(frame.toString());
        JsonNode refused =
                rahim.await("error 111", m -> m.path("error").path("code").asInt() == 111);
        assertThat(refused.path("error").path("temporary").asBoolean()).isTrue();
        publish(rahim, 90, board, "{}");
        assertThat(rahim.reply(90).has("publish")).isTrue();
        assertThat(rahim.isOpen()).isTrue();
    }

    @Test
    void a_cursor_is_kept_nowhere() {
        String cursor = topic("cursor");
        SocketClient rahim = on(cursor, "rahim");
        publish(rahim, 9, cursor, "{\"x\":1}");
        JsonNode publication = rahim.push(cursor, "pub");
        assertThat(publication.has("offset")).isFalse();
        assertThat(publication.path("info").path("user").asText()).isEqualTo(idOf("rahim"));
        rahim.send("{\"id\":10,\"history\":{\"channel\":\"" + cursor + "\",\"limit\":1}}");
        assertThat(code(rahim, 10)).isEqualTo(108);
    }

    @Test
    void a_namespace_without_client_publishing_refuses() {
        String meeting = topic("meeting");
        SocketClient rahim = on(meeting, "rahim");
        publish(rahim, 9, meeting, "{}");
        assertThat(code(rahim, 9)).isEqualTo(103);
    }

    private SocketClient on(String topic, String user) {
        SocketClient client = connected(user);
        subscribe(client, 2, topic);
        return client;
    }

    private static void subscribe(SocketClient client, int id, String topic) {
        client.send("{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + topic + "\"}}");
        JsonNode reply = client.reply(id);
        assertThat(reply.has("subscribe")).as(reply.toString()).isTrue();
    }

    private static void publish(SocketClient client, int id, String topic, String data) {
        client.send(publication(id, topic, data));
    }

    private static String publication(int id, String topic, String data) {
        return "{\"id\":"
                + id
                + ",\"publish\":{\"channel\":\""
                + topic
                + "\",\"data\":"
                + data
                + "}}";
    }

    private static JsonNode history(SocketClient client, int id, String topic) {
        client.send("{\"id\":" + id + ",\"history\":{\"channel\":\"" + topic + "\",\"limit\":10}}");
        return client.reply(id).path("history");
    }

    private static int code(SocketClient client, int id) {
        return client.reply(id).path("error").path("code").asInt();
    }
}

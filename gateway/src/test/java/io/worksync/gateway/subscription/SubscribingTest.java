package io.worksync.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubscribingTest extends RunningGateway {

    @Test
    void whoever_may_gets_the_topic_from_now_on() {
        SocketClient client = connected("rahim");
        String topic = topic("meeting");
        publish(topic, "{\"n\":1}");
        JsonNode sub = subscribe(client, 2, topic);
        assertThat(sub.path("offset").asLong()).isEqualTo(1);
        assertThat(sub.path("recoverable").asBoolean()).isTrue();
        assertThat(sub.has("publications")).isFalse();
        publish(topic, "{\"n\":2}");
        assertThat(client.push(topic, "pub").path("data").path("n").asInt()).isEqualTo(2);
    }

    @Test
    void the_owner_of_the_namespace_decides() {
        SocketClient client = connected("rahim");
        String topic = topic("presence");
        services.refuse(topic);
        client.send(command(2, "subscribe", topic));
        assertThat(client.reply(2).path("error").path("code").asInt()).isEqualTo(103);
        services.calls("/internal/realtime/topics/" + topic)
                .forEach(
                        call ->
                                assertThat(call.header("Authorization"))
                                        .isEqualTo("Bearer " + token("rahim")));
        publish(topic, "{}");
        client.send("{\"id\":3,\"ping\":{}}");
        client.reply(3);
        assertThat(client.rest()).noneMatch(message -> message.toString().contains(topic));
    }

    @Test
    void nobody_subscribes_twice_but_again_after_leaving() {
        SocketClient client = connected("rahim");
        String topic = topic("typing");
        subscribe(client, 2, topic);
        client.send(command(3, "subscribe", topic));
        assertThat(client.reply(3).path("error").path("code").asInt()).isEqualTo(105);
        client.send(command(4, "unsubscribe", topic));
        assertThat(client.reply(4).has("unsubscribe")).isTrue();
        publish(topic, "{\"n\":1}");
        subscribe(client, 5, topic);
        publish(topic, "{\"n\":2}");
        assertThat(client.push(topic, "pub").path("data").path("n").asInt()).isEqualTo(2);
    }

    @Test
    void what_the_server_subscribed_is_not_the_clients_to_leave() {
        SocketClient client = connected("rahim");
        String own = "user:" + idOf("rahim");
        client.send(command(2, "unsubscribe", own));
        assertThat(client.reply(2).path("error").path("code").asInt()).isEqualTo(103);
    }

    @Test
    void a_topic_without_history_has_no_position() {
        SocketClient client = connected("rahim");
        String topic = topic("typing");
        JsonNode sub = subscribe(client, 2, topic);
        assertThat(sub.has("offset")).isFalse();
        assertThat(sub.path("recoverable").asBoolean()).isFalse();
        publish(topic, "{\"n\":1}");
        assertThat(client.push(topic, "pub").has("offset")).isFalse();
    }

    @Test
    void a_cached_topic_begins_with_its_latest_publication() {
        SocketClient client = connected("rahim");
        String topic = topic("presence");
        publish(topic, "{\"n\":1}");
        publish(topic, "{\"n\":2}");
        JsonNode sub = subscribe(client, 2, topic);
        assertThat(sub.path("publications")).hasSize(1);
        assertThat(sub.path("publications").get(0).path("data").path("n").asInt()).isEqualTo(2);
        publish(topic, "{\"n\":3}");
        assertThat(client.push(topic, "pub").path("data").path("n").asInt()).isEqualTo(3);
    }

    @Test
    void history_is_read_in_pages_from_either_end() {
        SocketClient client = connected("rahim");
        String topic = topic("meeting");
        for (int i = 1; i <= 5; i++) {
            publish(topic, "{\"n\":" + i + "}");
        }
        String epoch = subscribe(client, 2, topic).path("epoch").asText();
        JsonNode since =
                history(
                        client,
                        3,
                        topic,
                        ",\"limit\":2,\"since\":{\"epoch\":\"" + epoch + "\",\"offset\":2}");
        assertThat(since.path("publications"))
                .extracting(p -> p.path("offset").asInt())
                .containsExactly(3, 4);
        assertThat(since.path("offset").asInt()).isEqualTo(5);
        JsonNode reverse = history(client, 4, topic, ",\"limit\":2,\"reverse\":true");
        assertThat(reverse.path("publications"))
                .extracting(p -> p.path("offset").asInt())
                .containsExactly(5, 4);
        assertThat(history(client, 5, topic, "").has("publications")).isFalse();
        client.send(
                "{\"id\":6,\"history\":{\"channel\":\""
                        + topic
                        + "\",\"limit\":2,\"since\":{\"epoch\":\"other\",\"offset\":2}}}");
        assertThat(client.reply(6).path("error").path("code").asInt()).isEqualTo(112);
    }

    private static JsonNode history(SocketClient client, int id, String topic, String more) {
        client.send("{\"id\":" + id + ",\"history\":{\"channel\":\"" + topic + "\"" + more + "}}");
        return client.reply(id).path("history");
    }

    private static JsonNode subscribe(SocketClient client, int id, String topic) {
        client.send(command(id, "subscribe", topic));
        JsonNode reply = client.reply(id);
        assertThat(reply.has("subscribe")).as(reply.toString()).isTrue();
        return reply.path("subscribe");
    }

    private static String command(int id, String kind, String topic) {
        return "{\"id\":" + id + ",\"" + kind + "\":{\"channel\":\"" + topic + "\"}}";
    }
}

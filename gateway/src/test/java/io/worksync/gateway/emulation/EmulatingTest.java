package io.worksync.gateway.emulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.Services.Answer;
import io.worksync.gateway.support.StreamClient;
import io.worksync.realtime.NodeAnswer;
import io.worksync.realtime.NodeCalls;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EmulatingTest extends RunningGateway {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOBODY = "A".repeat(43);

    @Inject NodeCalls nodes;
    @Inject Redis redis;

    @ParameterizedTest
    @EnumSource
    void commands_are_answered_on_the_stream(Way way) {
        services.answer("POST /api/chat/v1/emulated", Answer.json(201, "{\"ok\":true}"));
        StreamClient client = connectedStream(way, "rahim");
        assertThat(
                        client.send(
                                "{\"id\":2,\"rpc\":{\"method\":\"POST /api/chat/v1/emulated\","
                                        + "\"data\":{\"text\":\"é\"}}}\n{\"id\":3,\"ping\":{}}"))
                .isEqualTo(204);
        assertThat(client.reply(2).path("rpc").path("data").path("ok").asBoolean()).isTrue();
        assertThat(client.reply(3).has("ping")).isTrue();
        assertThat(services.calls("/emulated").getLast().body()).isEqualTo("{\"text\":\"é\"}");
    }

    @ParameterizedTest
    @EnumSource
    void topics_are_subscribed_and_left(Way way) {
        StreamClient client = connectedStream(way, "rahim");
        String topic = topic("typing");
        client.send("{\"id\":2,\"subscribe\":{\"channel\":\"" + topic + "\"}}");
        assertThat(client.reply(2).has("subscribe")).isTrue();
        publish(topic, "{\"n\":1}");
        assertThat(client.push(topic, "pub").path("data").path("n").asInt()).isEqualTo(1);
        client.send("{\"id\":3,\"unsubscribe\":{\"channel\":\"" + topic + "\"}}");
        assertThat(client.reply(3).has("unsubscribe")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_token_is_renewed(Way way) {
        StreamClient client = connectedStream(way, "rahim");
        client.send("{\"id\":2,\"refresh\":{\"token\":\"" + token("rahim") + "\"}}");
        assertThat(client.reply(2).path("refresh").path("ttl").asInt()).isPositive();
        client.send("{\"id\":3,\"refresh\":{\"token\":\"" + token("aisha") + "\"}}");
        assertThat(client.reply(3).path("error").path("code").asInt()).isEqualTo(103);
    }

    @Test
    void protobuf_brings_the_same() {
        StreamClient client = connectedStream(Way.HTTP_STREAM, "rahim");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        field(request, 1, client.node());
        field(request, 2, client.session());
        field(request, 3, "{\"id\":2,\"ping\":{}}");
        HttpResponse<String> answer =
                StreamClient.call(
                        HttpRequest.newBuilder(URI.create(base() + "/emulation"))
                                .header("Content-Type", "application/octet-stream")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                                .build());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(client.reply(2).has("ping")).isTrue();
    }

    @Test
    void what_is_not_the_protocol_ends_the_stream() {
        StreamClient client = connectedStream(Way.HTTP_STREAM, "rahim");
        assertThat(client.send("no json")).isEqualTo(204);
        assertThat(client.disconnect().path("code").asInt()).isEqualTo(3501);
    }

    @Test
    void a_stream_is_known_by_its_secret_only() {
        StreamClient client = stream(Way.HTTP_STREAM, connect("rahim"));
        JsonNode connect = client.connected();
        String node = client.node();
        HttpResponse<String> unknown = emulate(NOBODY, node);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(emulate(connect.path("client").asText(), node))
                .satisfies(EmulatingTest::isNotFound);
        assertThat(emulate("", node)).satisfies(EmulatingTest::isNotFound);
        assertThat(emulate(client.session(), "gateway-" + UUID.randomUUID()))
                .satisfies(EmulatingTest::isNotFound);
        assertThat(emulate(client.session(), "")).satisfies(EmulatingTest::isNotFound);
        assertThat(emulate(client.session(), "a b\r\n")).satisfies(EmulatingTest::isNotFound);
        assertThat(emulate(client.session(), node).statusCode()).isEqualTo(204);
    }

    @Test
    void a_stream_that_was_cut_is_known_no_more() {
        StreamClient client = connectedStream(Way.SSE, "rahim");
        client.abort();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(client.send("{\"id\":2,\"ping\":{}}")).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"session\":\"a\",\"node\":\"b\"}",
                "{\"session\":\"a\",\"node\":\"b\",\"data\":\"\"}",
                "{\"session\":\"a\",\"node\":\"b\",\"data\":{\"id\":2}}",
                "{\"session\":7,\"node\":\"b\",\"data\":\"{}\"}",
                "{\"session\":\"a\",\"session\":\"b\",\"node\":\"b\",\"data\":\"{}\"}",
                "{\"session\":\"a\",\"node\":\"b\",\"data\":\"\\ud800\"}",
                "{\"session\":\"a\",\"node\":\"b\",\"data\":\"{}\"} trailing"
            })
    void a_request_that_is_none_is_refused(String body) {
        assertThat(post("application/json", body).statusCode()).isEqualTo(400);
        assertThat(post("application/octet-stream", body).statusCode()).isEqualTo(400);
    }

    @Test
    void a_message_beyond_the_limit_is_refused_whatever_its_form() {
        StreamClient client = connectedStream(Way.HTTP_STREAM, "rahim");
        assertThat(client.send("x".repeat(131_073))).isEqualTo(413);
        assertThat(client.send("{\"id\":2,\"ping\":{\"a\":\"" + "\\\"".repeat(60_000) + "\"}}"))
                .isEqualTo(204);
        assertThat(client.reply(2).has("ping")).isTrue();
    }

    @Test
    void whoever_sends_more_than_is_worked_on_has_to_wait() {
        services.answer("GET /api/chat/v1/slow", Answer.json(200, "{}").after(1000));
        StreamClient client = connectedStream(Way.HTTP_STREAM, "rahim");
        StringBuilder many = new StringBuilder();
        for (int id = 2; id < 100; id++) {
            many.append("{\"id\":" + id + ",\"rpc\":{\"method\":\"GET /api/chat/v1/slow\"}}\n");
        }
        assertThat(client.send(many.toString())).isEqualTo(204);
        HttpResponse<String> refused = client.emulate("{\"id\":200,\"ping\":{}}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        for (int id = 2; id < 100; id++) {
            assertThat(client.reply(id).has("rpc")).isTrue();
        }
        assertThat(client.send("{\"id\":201,\"ping\":{}}")).isEqualTo(204);
        assertThat(client.reply(201).has("ping")).isTrue();
    }

    @Test
    void another_node_brings_what_its_clients_sent() {
        StreamClient client = connectedStream(Way.SSE, "rahim");
        assertThat(forward(client.node(), client.session(), "{\"id\":2,\"ping\":{}}"))
                .isEqualTo("TAKEN");
        assertThat(client.reply(2).has("ping")).isTrue();
        assertThat(forward(client.node(), NOBODY, "{\"id\":3,\"ping\":{}}")).isEqualTo("UNKNOWN");
    }

    @Test
    void a_node_that_lives_and_does_not_answer_may_be_asked_again() {
        String node = "gateway-" + UUID.randomUUID();
        redis.send(
                        Request.cmd(Command.SET)
                                .arg("worksync:{presence}:node:" + node)
                                .arg("1")
                                .arg("EX")
                                .arg("30"))
                .await()
                .atMost(PATIENCE);
        HttpResponse<String> answer = emulate(NOBODY, node);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
    }

    private String forward(String node, String session, String data) {
        NodeAnswer answer = nodes.ask(node, Buffer.buffer(session + data)).await().atMost(PATIENCE);
        return answer instanceof NodeAnswer.Answered answered
                ? answered.answer().toString()
                : answer.toString();
    }

    private StreamClient connectedStream(Way way, String user) {
        StreamClient client = stream(way, connect(user));
        client.connected();
        return client;
    }

    private static void isNotFound(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("There is nothing here that you may see");
    }

    private static HttpResponse<String> emulate(String session, String node) {
        String quoted = node.replace("\r", "\\r").replace("\n", "\\n");
        return post(
                "application/json",
                "{\"session\":\"" + session + "\",\"node\":\"" + quoted + "\",\"data\":\"{}\"}");
    }

    private static HttpResponse<String> post(String type, String body) {
        return StreamClient.call(StreamClient.post(base() + "/emulation", type, body).build());
    }

    private static void field(ByteArrayOutputStream message, int number, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        message.write(number << 3 | 2);
        message.write(bytes.length);
        message.writeBytes(bytes);
    }
}

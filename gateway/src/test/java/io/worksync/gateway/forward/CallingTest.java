package io.worksync.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.Services.Answer;
import io.worksync.gateway.support.Services.Call;
import io.worksync.gateway.support.SocketClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CallingTest extends RunningGateway {

    @Test
    void a_call_reaches_the_service_as_it_was_made() {
        services.answer("POST /api/chat/v1/echo", Answer.json(201, "{\"id\":7,\n \"ok\":true}"));
        SocketClient client = connected("rahim");
        call(
                client,
                2,
                "POST /api/chat/v1/echo?a=b",
                "{\"big\":12345678901234567890.10,\"t\":\"é\\u0000\"}");
        JsonNode data = client.reply(2).path("rpc").path("data");
        assertThat(data.path("id").asInt()).isEqualTo(7);
        Call received = services.calls("/api/chat/v1/echo?a=b").getLast();
        assertThat(received.body())
                .isEqualTo("{\"big\":12345678901234567890.10,\"t\":\"é\\u0000\"}");
        assertThat(received.header("Authorization")).isEqualTo("Bearer " + token("rahim"));
        assertThat(received.header("Content-Type")).isEqualTo("application/json");
        assertThat(received.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void an_answer_without_a_body_is_null() {
        services.answer("PUT /api/chat/v1/empty", new Answer(204, "application/json", "", 0));
        SocketClient client = connected("rahim");
        call(client, 2, "PUT /api/chat/v1/empty", "{}");
        assertThat(client.reply(2).path("rpc").path("data").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"403, false", "404, false", "429, true", "500, true", "503, true"})
    void a_problem_becomes_an_error_with_the_status_as_code(int status, boolean temporary) {
        services.answer(
                "GET /api/chat/v1/problem-" + status, Answer.problem(status, "Told you so"));
        SocketClient client = connected("rahim");
        call(client, 2, "GET /api/chat/v1/problem-" + status, null);
        JsonNode error = client.reply(2).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(status);
        assertThat(error.path("message").asText()).isEqualTo("Told you so");
        assertThat(error.path("temporary").asBoolean()).isEqualTo(temporary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /internal/realtime/topics",
                "GET /openapi",
                "GET /api/other/v1/x",
                "GET /API/chat/v1/x",
                "GET /"
            })
    void what_is_no_public_route_is_not_there(String method) {
        SocketClient client = connected("rahim");
        call(client, 2, method, null);
        assertThat(client.reply(2).path("error").path("code").asInt()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/chat/../internal/realtime/topics",
                "GET /api/chat/%2e%2e/internal/realtime/topics",
                "GET /api/chat/..%2finternal",
                "GET /api/chat//internal",
                "GET /api/chat/./x",
                "GET /api/chat/v1/x;a=b",
                "GET /api/chat/v1/%3Bx",
                "GET /api/chat/v1\\\\x",
                "GET /api/chat/v1/%5cx",
                "GET /api/chat/v1/%252e%252e/x",
                "GET /api/chat/v1/%00",
                "GET /api/chat/v1/%zz",
                "GET http://127.0.0.1/api/chat/",
                "GET api/chat/v1",
                "TRACE /api/chat/v1/x",
                "/api/chat/v1/x",
                "GET /api/chat/v1/x HTTP/1.1\\r\\nHost: evil",
                ""
            })
    void a_method_that_could_be_read_in_two_ways_is_refused(String method) {
        SocketClient client = connected("rahim");
        call(client, 2, method, null);
        assertThat(client.reply(2).path("error").path("code").asInt()).isEqualTo(400);
        assertThat(services.calls("internal")).noneMatch(call -> call.uri().contains(".."));
    }

    @Test
    void calls_that_change_something_happen_in_the_order_they_were_sent() {
        services.answer("POST /api/chat/v1/slow", Answer.json(200, "{}").after(300));
        services.answer("POST /api/chat/v1/quick", Answer.json(200, "{}"));
        services.answer("GET /api/chat/v1/read", Answer.json(200, "{}"));
        SocketClient client = connected("rahim");
        client.send(
                command(2, "POST /api/chat/v1/slow", "{}")
                        + "\n"
                        + command(3, "POST /api/chat/v1/quick", "{}")
                        + "\n"
                        + command(4, "GET /api/chat/v1/read", null));
        List<Integer> order = List.of(next(client), next(client), next(client));
        assertThat(order).containsExactly(4, 2, 3);
    }

    @Test
    void an_instance_that_is_down_is_passed_over() {
        services.answer("GET /api/meetings/v1/meetings", Answer.json(200, "{\"items\":[]}"));
        SocketClient client = connected("rahim");
        for (int id = 2; id < 6; id++) {
            call(client, id, "GET /api/meetings/v1/meetings", null);
            assertThat(client.reply(id).has("rpc")).isTrue();
        }
    }

    @Test
    void a_service_that_is_down_is_a_temporary_error() {
        SocketClient client = connected("rahim");
        call(client, 2, "GET /api/notifications/v1/notifications", null);
        JsonNode error = client.reply(2).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(503);
        assertThat(error.path("temporary").asBoolean()).isTrue();
    }

    @Test
    void a_service_that_does_not_answer_is_a_temporary_error() {
        services.answer("GET /api/chat/v1/never", Answer.json(200, "{}").after(4000));
        SocketClient client = connected("rahim");
        call(client, 2, "GET /api/chat/v1/never", null);
        JsonNode error = client.reply(2).path("error");
        assertThat(error.path("code").asInt()).isIn(503, 504);
        assertThat(error.path("temporary").asBoolean()).isTrue();
    }

    @Test
    void an_answer_that_is_not_json_is_not_put_into_json() {
        services.answer("GET /api/chat/v1/text", new Answer(200, "text/plain", "}{", 0));
        SocketClient client = connected("rahim");
        call(client, 2, "GET /api/chat/v1/text", null);
        assertThat(client.reply(2).path("error").path("code").asInt()).isEqualTo(406);
    }

    private static int next(SocketClient client) {
        return client.await("a reply", message -> message.has("id")).path("id").asInt();
    }

    private static void call(SocketClient client, int id, String method, String data) {
        client.send(command(id, method, data));
    }

    private static String command(int id, String method, String data) {
        return "{\"id\":" + id + ",\"rpc\":{\"method\":\"" + method + "\",\"data\":" + data + "}}";
    }
}

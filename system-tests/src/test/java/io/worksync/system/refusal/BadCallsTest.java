package io.worksync.system.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.RealtimeSocket;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that nobody should make: refused with a clear error over HTTP and over the socket alike.
class BadCallsTest extends UntouchedWorkspace {

    private static final String MEETINGS = "/api/meetings/v1/meetings";

    static Stream<Arguments> calls() {
        String send = "POST " + CHAT + "/channels/{mine}/messages";
        String long16001 = "x".repeat(16_001);
        return Stream.of(
                arguments("no text", send, "{\"clientId\":\"c\"}", 400),
                arguments("an empty text", send, "{\"text\":\"\",\"clientId\":\"c\"}", 400),
                arguments("blank text", send, "{\"text\":\" \\n \",\"clientId\":\"c\"}", 400),
                arguments(
                        "a long text",
                        send,
                        "{\"text\":\"" + long16001 + "\",\"clientId\":\"c\"}",
                        400),
                arguments(
                        "NUL in a text", send, "{\"text\":\"a\\u0000b\",\"clientId\":\"c\"}", 400),
                arguments(
                        "NUL in a client id",
                        send,
                        "{\"text\":\"a\",\"clientId\":\"a\\u0000\"}",
                        400),
                arguments("no client id", send, "{\"text\":\"a\"}", 400),
                arguments(
                        "a text that is an object", send, "{\"text\":{},\"clientId\":\"c\"}", 400),
                arguments(
                        "a text that is a list",
                        send,
                        "{\"text\":[\"a\"],\"clientId\":\"c\"}",
                        400),
                arguments("a list for an object", send, "[]", 400),
                arguments("a string for an object", send, "\"hello\"", 400),
                arguments("no body", send, "null", 415),
                arguments("deep nesting", send, "[".repeat(5_000) + "]".repeat(5_000), 400),
                arguments(
                        "a thread that is not there",
                        send,
                        "{\"text\":\"a\",\"clientId\":\"c\",\"threadId\":\"" + NOBODY + "\"}",
                        404),
                arguments(
                        "an unknown kind",
                        "POST " + CHAT + "/channels",
                        "{\"name\":\"n\",\"kind\":\"secret\"}",
                        400),
                arguments(
                        "a direct channel by POST",
                        "POST " + CHAT + "/channels",
                        "{\"name\":\"n\",\"kind\":\"direct\"}",
                        400),
                arguments(
                        "NUL in a name",
                        "POST " + CHAT + "/channels",
                        "{\"name\":\"n\\u0000\",\"kind\":\"public\"}",
                        400),
                arguments(
                        "a long name",
                        "POST " + CHAT + "/channels",
                        "{\"name\":\"" + "n".repeat(500) + "\",\"kind\":\"public\"}",
                        400),
                arguments(
                        "an unknown channel",
                        "GET " + CHAT + "/channels/" + NOBODY + "/messages",
                        "null",
                        404),
                arguments("no id", "GET " + CHAT + "/channels/nonsense/messages", "null", 404),
                arguments(
                        "a foreign channel's history",
                        "GET " + CHAT + "/channels/{foreign}/messages",
                        "null",
                        404),
                arguments(
                        "a foreign channel's members",
                        "GET " + CHAT + "/channels/{foreign}/members",
                        "null",
                        404),
                arguments(
                        "to write to a foreign channel",
                        "POST " + CHAT + "/channels/{foreign}/messages",
                        "{\"text\":\"a\",\"clientId\":\"c\"}",
                        404),
                arguments(
                        "to join a foreign channel",
                        "PUT " + CHAT + "/channels/{foreign}/members/{me}",
                        "null",
                        404),
                arguments(
                        "to read a foreign channel",
                        "PUT " + CHAT + "/channels/{foreign}/read",
                        "{\"seq\":1}",
                        404),
                arguments(
                        "a message in another channel",
                        "PATCH " + CHAT + "/channels/{foreign}/messages/{message}",
                        "{\"text\":\"a\"}",
                        404),
                arguments(
                        "an unknown message",
                        "DELETE " + CHAT + "/channels/{mine}/messages/" + NOBODY,
                        "null",
                        404),
                arguments(
                        "an unknown member",
                        "PUT " + CHAT + "/channels/{mine}/members/" + NOBODY,
                        "null",
                        404),
                arguments(
                        "a seq beyond the end",
                        "PUT " + CHAT + "/channels/{mine}/read",
                        "{\"seq\":1000}",
                        400),
                arguments(
                        "a negative seq",
                        "PUT " + CHAT + "/channels/{mine}/read",
                        "{\"seq\":-1}",
                        400),
                arguments(
                        "a seq that is a word",
                        "PUT " + CHAT + "/channels/{mine}/read",
                        "{\"seq\":\"last\"}",
                        400),
                arguments(
                        "a huge seq",
                        "PUT " + CHAT + "/channels/{mine}/read",
                        "{\"seq\":1e400}",
                        400),
                arguments(
                        "before and after at once",
                        "GET " + CHAT + "/channels/{mine}/messages?before=1&after=1",
                        "null",
                        400),
                arguments(
                        "a history from a word",
                        "GET " + CHAT + "/channels/{mine}/messages?after=x",
                        "null",
                        400),
                arguments(
                        "a limit of zero",
                        "GET " + CHAT + "/channels/{mine}/messages?limit=0",
                        "null",
                        400),
                arguments(
                        "nobody to talk to",
                        "PUT " + CHAT + "/direct-channels",
                        "{\"userIds\":[\"" + NOBODY + "\"]}",
                        404),
                arguments(
                        "user ids that are none",
                        "PUT " + CHAT + "/direct-channels",
                        "{\"userIds\":[\"x\"]}",
                        400),
                arguments("an unknown path", "GET /api/chat/v1/frobnicate", "null", 404),
                arguments("an unknown service", "GET /api/frobnicate/v1/x", "null", 404),
                arguments(
                        "a method that is not there", "DELETE " + CHAT + "/channels", "null", 405),
                arguments("a path with dots", "GET " + CHAT + "/../../q/metrics", "null", 400),
                arguments("an encoded slash", "GET " + CHAT + "/channels%2f" + NOBODY, "null", 400),
                arguments(
                        "typing elsewhere",
                        "POST /api/presence/v1/typing",
                        "{\"channelId\":\"{foreign}\",\"typing\":true}",
                        404),
                arguments(
                        "an unknown availability",
                        "PUT /api/presence/v1/me",
                        "{\"availability\":\"gone\"}",
                        400),
                arguments(
                        "an unknown notification",
                        "PUT /api/notifications/v1/notifications/" + NOBODY + "/read",
                        "null",
                        404),
                arguments(
                        "a meeting elsewhere",
                        "POST " + MEETINGS,
                        "{\"channelId\":\"{foreign}\"}",
                        404),
                arguments("an unknown meeting", "GET " + MEETINGS + "/" + NOBODY, "null", 404),
                arguments(
                        "to join an unknown meeting",
                        "POST " + MEETINGS + "/" + NOBODY + "/participants",
                        "{}",
                        404));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void over_http(String what, String call, String body, int status) {
        String[] parts = filled(call).split(" ");
        Answer answer = rahim().call(parts[0], parts[1], body.equals("null") ? null : filled(body));
        assertThat(answer.status()).as("%s: %s", what, answer.text()).isEqualTo(status);
        assertProblem(answer, status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void over_the_socket(String what, String call, String body, int status) throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            String frame =
                    "{\"id\":77,\"rpc\":{\"method\":\""
                            + filled(call)
                            + "\",\"data\":"
                            + filled(body)
                            + "}}";
            CompletableFuture<JsonNode> reply = socket.awaitReply(77);
            socket.sendText(frame).join();
            if (what.equals("deep nesting") || what.equals("a huge seq")) {
                // such a frame may be no command at all
                if (isEnded(socket, reply)) {
                    assertThat(socket.awaitClosed().code()).isEqualTo(3501);
                    return;
                }
            }
            JsonNode error = reply.orTimeout(10, TimeUnit.SECONDS).join().path("error");
            assertThat(error.path("code").asInt()).as("%s: %s", what, error).isEqualTo(status);
            assertThat(error.path("message").asText()).isNotBlank();
        }
    }

    @Test
    void an_oversized_body_is_413_on_both_transports() throws IOException {
        String text = "x".repeat(200_000);
        Answer answer =
                rahim().post(
                                CHAT + "/channels/" + mine + "/messages",
                                Map.of("text", text, "clientId", "c"));
        assertProblem(answer, 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":",
                "hello",
                "{\"text\":\"a\",}",
                "{\"text\":\"\\ud800\"",
                "\u0000"
            })
    void malformed_json_is_400(String body) {
        Answer answer = rahim().call("POST", CHAT + "/channels/" + mine + "/messages", body);
        assertProblem(answer, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void another_content_type_is_415(String type) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                worksync.gateway(1)
                                        .resolve(CHAT + "/channels/" + mine + "/messages"))
                        .header("Authorization", "Bearer " + worksync.tokens().of("rahim"))
                        .header("Content-Type", type)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"text\":\"a\",\"clientId\":\"c\"}"))
                        .build();
        assertProblem(Api.send(request), 415);
    }

    @Test
    void what_is_not_there_and_what_is_not_for_one_answer_the_same() {
        Answer unknown = rahim().get(CHAT + "/channels/" + NOBODY + "/messages").expect(404);
        Answer hidden = rahim().get(CHAT + "/channels/" + foreign + "/messages").expect(404);
        assertThat(withoutTrace(hidden)).isEqualTo(withoutTrace(unknown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/q/health",
                "/q/health/ready",
                "/internal/realtime/topics",
                "/q/dev"
            })
    void what_is_for_operators_is_not_on_the_public_door(String path) {
        Answer answer = rahim().get(path);
        assertThat(answer.status()).as(answer.text()).isIn(404, 400);
    }

    @Test
    void a_header_that_names_another_user_has_no_effect() {
        HttpRequest request =
                HttpRequest.newBuilder(worksync.gateway(1).resolve(CHAT + "/users/me"))
                        .header("Authorization", "Bearer " + worksync.tokens().of("rahim"))
                        .header("X-User-Id", NOBODY)
                        .header("X-Forwarded-For", "10.0.0.1")
                        .header("Forwarded", "for=10.0.0.1")
                        .build();
        assertThat(Api.send(request).expect(200).json().path("username").asText())
                .isEqualTo("rahim");
    }

    private static JsonNode withoutTrace(Answer answer) {
        return ((ObjectNode) answer.json()).without("traceId");
    }
}

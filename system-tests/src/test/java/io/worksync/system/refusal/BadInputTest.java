package io.worksync.system.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What nobody should send: refused with a clear error over HTTP and over the socket alike, with
/// nothing changed and every process as it was.
@ExtendWith(RunningWorkSync.class)
class BadInputTest {

    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";
    private static final String CHAT = "/api/chat/v1";
    private static final String MEETINGS = "/api/meetings/v1/meetings";

    private static WorkSync worksync;
    private static String mine;
    private static String foreign;
    private static String message;
    private static JsonNode channelsBefore;
    private static Map<String, Long> processesBefore;

    @BeforeAll
    static void aChannelOfRahimAndOneOfOthers() {
        worksync = WorkSync.running();
        mine = rahim().createChannel("private", "bad input " + System.nanoTime(), List.of());
        message = rahim().say(mine, "untouched").path("id").asText();
        foreign =
                worksync.as("mina")
                        .createChannel("private", "foreign " + System.nanoTime(), List.of());
        channelsBefore = channels();
        processesBefore = processes();
    }

    @AfterAll
    static void nothing_changed_and_every_process_lives() {
        assertThat(channels()).isEqualTo(channelsBefore);
        JsonNode items = rahim().get(CHAT + "/channels/" + mine + "/messages").expect(200).json();
        assertThat(items.path("items")).hasSize(1);
        assertThat(items.path("items").path(0).path("text").asText()).isEqualTo("untouched");
        assertThat(processes()).isEqualTo(processesBefore);
    }

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
                CompletableFuture.anyOf(reply, socket.closed())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .handle((r, e) -> r)
                        .join();
                // the reply fails a moment before the socket is closed
                if (reply.isCompletedExceptionally() || socket.closed().isDone()) {
                    assertThat(socket.awaitClosed().code()).isEqualTo(3501);
                    return;
                }
            }
            JsonNode error = reply.orTimeout(10, TimeUnit.SECONDS).join().path("error");
            assertThat(error.path("code").asInt()).as("%s: %s", what, error).isEqualTo(status);
            assertThat(error.path("message").asText()).isNotBlank();
        }
    }

    static Stream<Arguments> tokens() throws Exception {
        WorkSync running = WorkSync.running();
        ForgedTokens forged = new ForgedTokens(running.tokens());
        KeycloakAdmin admin = new KeycloakAdmin(running);
        return Stream.of(
                arguments("no token", ""),
                arguments("nonsense", "nonsense"),
                arguments("three dots", "a.b.c"),
                arguments("alg none", forged.unsigned("none")),
                arguments("alg None", forged.unsigned("None")),
                arguments("no signature", forged.withoutSignature()),
                arguments("a foreign signature", forged.foreignSignature()),
                arguments("a key in the header", forged.foreignKeyInHeader()),
                arguments("the public key as secret", forged.publicKeyAsSecret()),
                arguments("other claims", forged.changedClaims()),
                arguments("a prolonged one", forged.prolonged()),
                arguments("another audience", admin.tokenForAnotherAudience("rahim")),
                arguments("another issuer", admin.tokenOfAnotherRealm()),
                arguments("an ID token", admin.idToken("rahim")),
                arguments("a refresh token", admin.refreshToken("rahim")),
                arguments("a huge one", "a".repeat(20_000) + ".b.c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void a_token_that_is_none_is_401(String what, String token) {
        Api stranger = new Api(worksync.gateway(1), () -> token);
        Answer answer = stranger.get(CHAT + "/users/me");
        if (what.equals("a huge one")) {
            assertThat(answer.status()).isIn(401, 431);
            return;
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertProblem(answer, 401);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void a_token_that_is_none_ends_the_socket_for_good(String what, String token)
            throws IOException {
        try (RealtimeSocket socket = RealtimeSocket.open(worksync.gateway(1))) {
            CompletableFuture<JsonNode> reply =
                    socket.send("connect", Json.object().put("token", token));
            int code = socket.awaitClosed().code();
            assertThat(code).as(what).isIn(3500, 3501);
            assertThat(reply).isCompletedExceptionally();
        }
    }

    @Test
    void an_expired_token_is_401_and_109() throws Exception {
        String token = new KeycloakAdmin(worksync).shortLivedToken("rahim");
        Api late = new Api(worksync.gateway(1), () -> token);
        await("the end of the token")
                .atMost(Duration.ofSeconds(15))
                .until(() -> late.get(CHAT + "/users/me").status() == 401);
        assertProblem(late.get(CHAT + "/users/me"), 401);
        try (RealtimeSocket socket = RealtimeSocket.open(worksync.gateway(1))) {
            JsonNode reply = socket.call("connect", Json.object().put("token", token));
            assertThat(reply.path("error").path("code").asInt()).isEqualTo(109);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost.evil.example",
                "http://evil-localhost",
                "https://localhost:{port}",
                "http://LOCALHOST:{port}",
                "http://localhost:1"
            })
    void a_foreign_origin_gets_no_socket(String origin) {
        String sent = origin.replace("{port}", "" + worksync.gateway(1).getPort());
        Assertions.assertThatThrownBy(
                        () -> RealtimeSocket.openFrom(sent, worksync.gateway(1)).close())
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
    }

    @Test
    void our_own_origin_gets_a_socket() throws IOException {
        String origin = worksync.gateway(1).toString();
        try (RealtimeSocket socket = RealtimeSocket.openFrom(origin, worksync.gateway(1))) {
            assertThat(socket.connect(worksync.tokens().of("rahim")).path("client").asText())
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "hello",
                "[]",
                "null",
                "{\"id\":\"one\",\"rpc\":{\"method\":\"GET /\"}}",
                "{\"id\":1,\"rpc\":{\"method\":7}}",
                "{\"id\":1,\"subscribe\":{\"channel\":{}}}",
                "{\"id\":-1,\"ping\":{}}",
                "{\"id\":1e400,\"ping\":{}}"
            })
    void a_malformed_frame_ends_the_socket(String frame) throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            socket.sendText(frame).join();
            assertThat(socket.awaitClosed().code()).isEqualTo(3501);
        }
    }

    @Test
    void an_unknown_command_is_an_error() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            JsonNode reply = socket.call("frobnicate", Json.object());
            assertThat(reply.path("error").path("code").asInt()).isIn(104, 107);
            assertStillWorks(socket);
        }
    }

    @Test
    void a_call_before_connect_ends_the_socket() throws IOException {
        try (RealtimeSocket socket = RealtimeSocket.open(worksync.gateway(1))) {
            CompletableFuture<JsonNode> reply =
                    socket.send("rpc", Json.object().put("method", "GET " + CHAT + "/users/me"));
            assertThat(socket.awaitClosed().code()).isEqualTo(3501);
            assertThat(reply).isCompletedExceptionally();
        }
    }

    @Test
    void a_second_connect_changes_no_user() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            CompletableFuture<JsonNode> reply =
                    socket.send(
                            "connect", Json.object().put("token", worksync.tokens().of("mina")));
            CompletableFuture.anyOf(reply.exceptionally(e -> null), socket.closed()).join();
            if (socket.closed().isDone()) {
                assertThat(socket.awaitClosed().code()).isEqualTo(3501);
            } else {
                assertThat(reply.join().path("error").path("code").asInt()).isEqualTo(107);
                JsonNode me = socket.rpc("GET " + CHAT + "/users/me", Json.of(Map.of()));
                assertThat(me.path("rpc").path("data").path("username").asText())
                        .isEqualTo("rahim");
            }
        }
    }

    @Test
    void a_refresh_with_the_token_of_another_user_is_refused() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            CompletableFuture<JsonNode> reply =
                    socket.send(
                            "refresh", Json.object().put("token", worksync.tokens().of("mina")));
            CompletableFuture.anyOf(reply.exceptionally(e -> null), socket.closed()).join();
            if (!socket.closed().isDone()) {
                assertThat(reply.join().has("error")).as("%s", reply.join()).isTrue();
            }
        }
    }

    static Stream<Arguments> topics() {
        return Stream.of(
                arguments("frobnicate:1", 102),
                arguments("presence:" + NOBODY, 103),
                arguments("typing:{foreign}", 103),
                arguments("meeting:" + NOBODY, 103),
                arguments("participant:" + NOBODY, 103),
                arguments("channel:{foreign}", 103),
                arguments("user:" + NOBODY, 103),
                arguments("channel:*", 107),
                arguments("../channel", 107),
                arguments("", 107));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void a_topic_that_is_not_for_one_is_refused(String topic, int code) throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            JsonNode reply = socket.call("subscribe", Json.object().put("channel", filled(topic)));
            int error = reply.path("error").path("code").asInt();
            // no topic at all is also an unknown one
            List<Integer> accepted = code == 107 ? List.of(102, 103, 107) : List.of(code);
            assertThat(error).as("%s", reply).isIn(accepted);
            assertStillWorks(socket);
        }
    }

    @Test
    void a_publication_by_a_client_is_refused() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            JsonNode reply =
                    socket.call("publish", Json.object().put("channel", "channel:" + mine));
            assertThat(reply.path("error").path("code").asInt()).isIn(103, 108);
            assertStillWorks(socket);
        }
    }

    @Test
    void a_thousand_subscriptions_on_one_socket_do_no_harm() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            List<CompletableFuture<JsonNode>> replies = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                String topic = "presence:" + new UUID(0x7000L, 0x8000_0000_0000_0000L + i);
                replies.add(socket.send("subscribe", Json.object().put("channel", topic)));
            }
            CompletableFuture<?> all =
                    CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
            CompletableFuture.anyOf(all.exceptionally(e -> null), socket.closed())
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            if (all.isCompletedExceptionally()) {
                assertThat(socket.awaitClosed().code()).as("too many requests").isEqualTo(3013);
            } else {
                replies.forEach(reply -> assertRefusedSubscription(reply.join()));
                assertStillWorks(socket);
            }
        }
        try (RealtimeSocket another = worksync.socketOf("rahim", 1)) {
            assertStillWorks(another);
        }
    }

    private static void assertRefusedSubscription(JsonNode reply) {
        int code = reply.path("error").path("code").asInt();
        assertThat(code).as("%s", reply).isIn(103, 106, 111);
    }

    @Test
    void an_oversized_frame_ends_the_socket() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            String frame = "{\"id\":1,\"ping\":{\"x\":\"" + "x".repeat(2_000_000) + "\"}}";
            socket.sendText(frame).exceptionally(e -> null).join();
            assertThat(socket.awaitClosed().code()).isIn(1009, 1006);
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

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asText()).isNotBlank();
        assertThat(answer.json().path("traceId").asText()).isNotBlank();
        assertThat(answer.text())
                .doesNotContainPattern("\\bat [a-z.]+\\(|Exception|io\\.worksync|quarkus");
    }

    private static void assertStillWorks(RealtimeSocket socket) {
        JsonNode me = socket.rpc("GET " + CHAT + "/users/me", Json.of(Map.of()));
        assertThat(me.path("rpc").path("data").path("username").asText()).isEqualTo("rahim");
    }

    private static JsonNode withoutTrace(Answer answer) {
        return ((ObjectNode) answer.json()).without("traceId");
    }

    private static Api rahim() {
        return worksync.as("rahim");
    }

    private static JsonNode channels() {
        return rahim().get(CHAT + "/channels?limit=200").expect(200).json();
    }

    private static Map<String, Long> processes() {
        Map<String, Long> pids = new TreeMap<>();
        for (JsonNode process : worksync.status()) {
            pids.put(
                    process.path("name").asText() + process.path("instance").asInt(),
                    process.path("pid").asLong());
        }
        return pids;
    }

    private static String filled(String template) {
        return template.replace("{mine}", mine)
                .replace("{foreign}", foreign)
                .replace("{message}", message)
                .replace("{me}", rahimId());
    }

    private static String rahimId() {
        JsonNode claims =
                Json.parse(
                        new String(
                                Base64.getUrlDecoder()
                                        .decode(worksync.tokens().of("rahim").split("\\.")[1]),
                                StandardCharsets.UTF_8));
        return claims.path("sub").asText();
    }
}

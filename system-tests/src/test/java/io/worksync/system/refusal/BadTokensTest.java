package io.worksync.system.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.KeycloakAdmin;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens that are none, and those of somebody else: they open nothing and change nobody.
class BadTokensTest extends UntouchedWorkspace {

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
        String token = new KeycloakAdmin(worksync).shortLivedToken("rahim", 1);
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

    @Test
    void a_second_connect_changes_no_user() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            CompletableFuture<JsonNode> reply =
                    socket.send(
                            "connect", Json.object().put("token", worksync.tokens().of("mina")));
            if (isEnded(socket, reply)) {
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
            if (!isEnded(socket, reply)) {
                assertThat(reply.join().has("error")).as("%s", reply.join()).isTrue();
            }
        }
    }
}

package io.worksync.system.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Handshakes and frames that nobody should send: the socket does not open, or ends with its code.
class BadFramesTest extends UntouchedWorkspace {

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
    void an_oversized_frame_ends_the_socket() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            String frame = "{\"id\":1,\"ping\":{\"x\":\"" + "x".repeat(2_000_000) + "\"}}";
            socket.sendText(frame).exceptionally(e -> null).join();
            assertThat(socket.awaitClosed().code()).isIn(1009, 1006);
        }
    }
}

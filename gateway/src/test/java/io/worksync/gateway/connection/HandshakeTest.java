package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RawSocket;
import io.worksync.gateway.support.RunningGateway;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HandshakeTest extends RunningGateway {

    private static final String GET = "GET /connection/websocket HTTP/1.1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://app.example.com.evil.io",
                "https://evil-app.example.com",
                "http://app.example.com",
                "https://APP.example.com",
                "https://app.example.com.",
                "https://app.example.com:8443"
            })
    void a_foreign_origin_is_refused(String origin) {
        assertThat(answer(GET, with("Origin: " + origin)))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json");
    }

    @Test
    void two_origins_are_refused() {
        assertThat(answer(GET, with("Origin: https://app.example.com", "Origin: https://evil.io")))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void an_allowed_origin_connects() {
        assertThat(answer(GET, with("Origin: https://app.example.com")))
                .startsWith("HTTP/1.1 101")
                .doesNotContainIgnoringCase("sec-websocket-extensions");
    }

    @Test
    void without_an_origin_the_token_decides() {
        assertThat(answer(GET, RawSocket.upgrade())).startsWith("HTTP/1.1 101");
    }

    @Test
    void compression_is_not_negotiated() {
        assertThat(answer(GET, with("Sec-WebSocket-Extensions: permessage-deflate")))
                .startsWith("HTTP/1.1 101")
                .doesNotContainIgnoringCase("deflate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "8", "12", "13, 8"})
    void only_version_13_is_spoken(String version) {
        assertThat(answer(GET, instead("Sec-WebSocket-Version", version)))
                .startsWith("HTTP/1.1 426")
                .containsIgnoringCase("sec-websocket-version: 13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "not base64 at all !!!!!!"})
    void a_key_of_16_bytes_is_needed(String key) {
        assertThat(answer(GET, instead("Sec-WebSocket-Key", key))).startsWith("HTTP/1.1 400");
    }

    @Test
    void one_key_is_needed_and_not_two() {
        assertThat(answer(GET, with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @CsvSource({
        "POST /connection/websocket HTTP/1.1, 405",
        "GET /connection/websocket HTTP/1.0, 426",
        "GET /connection/websocket?token=abc HTTP/1.1, 401",
        "GET /connection/other HTTP/1.1, 404"
    })
    void other_requests_are_refused(String line, String status) {
        assertThat(answer(line, RawSocket.upgrade()).split(" ", 3)[1]).isEqualTo(status);
    }

    @Test
    void a_request_without_upgrade_is_told_to() {
        assertThat(answer(GET, instead("Connection", "keep-alive"))).startsWith("HTTP/1.1 426");
    }

    @Test
    void a_head_that_is_too_large_is_refused() {
        assertThat(answer(GET, with("X-Large: " + "x".repeat(64 * 1024))))
                .startsWith("HTTP/1.1 431");
        assertThat(answer("GET /" + "x".repeat(10 * 1024) + " HTTP/1.1", RawSocket.upgrade()))
                .startsWith("HTTP/1.1 414");
        String[] many = new String[200];
        java.util.Arrays.setAll(many, i -> "X-Header-" + i + ": " + "x".repeat(100));
        assertThat(answer(GET, with(many))).startsWith("HTTP/1.1 431");
    }

    @Test
    void a_header_that_names_an_address_or_a_user_has_no_effect() {
        assertThat(
                        answer(
                                GET,
                                with(
                                        "X-Forwarded-For: 127.0.0.1",
                                        "Forwarded: for=127.0.0.1;proto=https;host=evil.example",
                                        "X-Forwarded-Host: evil.example",
                                        "X-Real-IP: 127.0.0.1",
                                        "X-User-Id: admin")))
                .startsWith("HTTP/1.1 101")
                .doesNotContain("evil", "admin");
    }

    @Test
    void a_sub_protocol_that_smuggles_headers_has_no_effect() {
        assertThat(
                        answer(
                                GET,
                                with(
                                        "Sec-WebSocket-Protocol:"
                                                + " quarkus-http-upgrade%23X-User-Id%23admin")))
                .startsWith("HTTP/1.1 101")
                .doesNotContain("X-User-Id");
    }

    private static List<String> with(String... headers) {
        List<String> all = new ArrayList<>(RawSocket.upgrade());
        all.addAll(List.of(headers));
        return all;
    }

    private static List<String> instead(String name, String value) {
        List<String> all = new ArrayList<>(RawSocket.upgrade());
        all.removeIf(header -> header.startsWith(name + ":"));
        if (!value.isEmpty()) {
            all.add(name + ": " + value);
        }
        return all;
    }

    private static String answer(String line, List<String> headers) {
        try (RawSocket socket = new RawSocket(port())) {
            return socket.request(line, headers);
        }
    }
}

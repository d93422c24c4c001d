package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RawSocket;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadInputTest extends RunningGateway {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no json",
                "[]",
                "null",
                "7",
                "{\"id\":1",
                "{\"id\":\"1\",\"ping\":{}}",
                "{\"id\":-1,\"ping\":{}}",
                "{\"id\":1.5,\"ping\":{}}",
                "{\"id\":99999999999999999999,\"ping\":{}}",
                "{\"id\":1,\"id\":2,\"ping\":{}}",
                "{\"id\":1,\"connect\":{\"token\":7}}",
                "{\"id\":1,\"connect\":{\"token\":\"a\",\"subs\":[]}}",
                "{\"id\":1,\"ping\":{}} trailing",
                "{\"id\":1,\"ping\":{\"a\":NaN}}",
                "\uFEFF{\"id\":1,\"ping\":{}}"
            })
    void what_is_not_the_protocol_ends_the_connection(String message) {
        SocketClient client = connected("rahim");
        client.send(message);
        assertThat(client.closeCode()).isEqualTo(3501);
    }

    @Test
    void deep_nesting_ends_the_connection() {
        SocketClient client = connected("rahim");
        client.send("{\"id\":2,\"rpc\":{\"data\":" + "[".repeat(10_000));
        assertThat(client.closeCode()).isEqualTo(3501);
    }

    @Test
    void a_binary_frame_is_not_json() {
        SocketClient client = connected("rahim");
        client.sendBinary("{\"id\":2,\"ping\":{}}".getBytes(StandardCharsets.UTF_8));
        assertThat(client.closeCode()).isEqualTo(1003);
    }

    @Test
    void a_message_beyond_the_limit_ends_the_connection() {
        SocketClient client = connected("rahim");
        client.send("{\"id\":2,\"rpc\":{\"data\":\"", false);
        for (int i = 0; i < 9; i++) {
            client.send("x".repeat(16_000), false);
        }
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    @Test
    void a_message_in_many_frames_is_one_message() {
        SocketClient client = connected("rahim");
        String message = "{\"id\":2,\"ping\":{\"extra\":\"" + "é".repeat(20) + "\"}}";
        for (int i = 0; i < message.length(); i++) {
            client.send(message.substring(i, i + 1), i == message.length() - 1);
        }
        assertThat(client.reply(2).has("ping")).isTrue();
    }

    @Test
    void several_commands_may_come_in_one_message() {
        SocketClient client = connected("rahim");
        client.send("{\"id\":2,\"ping\":{}}\n{\"id\":3,\"ping\":{}}\n");
        assertThat(client.reply(2).has("ping")).isTrue();
        assertThat(client.reply(3).has("ping")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":2,\"dance\":{}} | 104",
                "{\"id\":2} | 104",
                "{\"id\":2,\"publish\":{\"channel\":\"channel:a\",\"data\":{}}} | 103",
                "{\"id\":2,\"presence\":{\"channel\":\"channel:a\"}} | 108",
                "{\"id\":2,\"presence_stats\":{\"channel\":\"channel:a\"}} | 108",
                "{\"id\":2,\"sub_refresh\":{\"channel\":\"channel:a\",\"token\":\"x\"}} | 103",
                "{\"id\":2,\"sub_refresh\":{\"channel\":\"channel:a\",\"type\":1}} | 108",
                "{\"id\":2,\"subscribe\":{\"channel\":\"board:a\",\"type\":1}} | 108",
                "{\"id\":2,\"subscribe\":{\"channel\":\"board:a\",\"tf\":{\"key\":\"a\"}}} | 108",
                "{\"id\":2,\"publish\":{\"channel\":\"board:a\",\"data\":{}}} | 103",
                "{\"id\":2,\"publish\":{\"channel\":\"nowhere:a\",\"data\":{}}} | 102",
                "{\"id\":2,\"presence\":{\"channel\":\"board:a\"}} | 103",
                "{\"id\":2,\"presence_stats\":{\"channel\":\"board:a\"}} | 103",
                "{\"id\":2,\"history\":{\"channel\":\"channel:a\",\"limit\":1}} | 103",
                "{\"id\":2,\"history\":{\"channel\":\"*\",\"limit\":1}} | 102",
                "{\"id\":2,\"subscribe\":{\"channel\":\"nowhere:a\"}} | 102",
                "{\"id\":2,\"subscribe\":{\"channel\":\"channel:*\"}} | 102",
                "{\"id\":2,\"subscribe\":{\"channel\":\"channel:../a\"}} | 102",
                "{\"id\":2,\"subscribe\":{\"channel\":\"\"}} | 102",
                "{\"id\":2,\"subscribe\":{\"channel\":\"user:a\"}} | 103",
                "{\"id\":2,\"unsubscribe\":{\"channel\":\"what is this\"}} | 102"
            })
    void what_cannot_be_done_is_answered_with_its_error(String command, int code) {
        SocketClient client = connected("rahim");
        client.send(command);
        assertThat(client.reply(2).path("error").path("code").asInt()).isEqualTo(code);
        client.send("{\"id\":3,\"ping\":{}}");
        assertThat(client.reply(3).has("ping")).isTrue();
    }

    @Test
    void the_first_command_is_connect() {
        SocketClient client = socket();
        client.send("{\"id\":1,\"ping\":{}}");
        assertThat(client.closeCode()).isEqualTo(3501);
    }

    @Test
    void nobody_connects_twice() {
        SocketClient client = connected("rahim");
        client.send("{\"id\":2,\"connect\":{\"token\":\"" + token("aisha") + "\"}}");
        assertThat(client.closeCode()).isEqualTo(3501);
    }

    @Test
    void a_command_that_wants_no_reply_is_none() {
        SocketClient client = connected("rahim");
        client.send("{\"ping\":{}}");
        assertThat(client.closeCode()).isEqualTo(3501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a.b.c", "{alg-none}", "{foreign-signature}"})
    void a_bad_token_ends_the_connection(String token) {
        String connect = "{\"id\":1,\"connect\":{\"token\":\"" + forged(token) + "\"}}";
        SocketClient client = socket();
        client.send(connect);
        assertThat(client.closeCode()).isEqualTo(3500);
    }

    @Test
    void a_refresh_with_a_token_of_somebody_else_changes_nothing() {
        SocketClient client = connected("rahim");
        client.send("{\"id\":2,\"refresh\":{\"token\":\"" + token("aisha") + "\"}}");
        assertThat(client.reply(2).path("error").path("code").asInt()).isEqualTo(103);
        client.send("{\"id\":3,\"refresh\":{\"token\":\"" + token("rahim") + "\"}}");
        JsonNode refreshed = client.reply(3).path("refresh");
        assertThat(refreshed.path("expires").asBoolean()).isTrue();
        assertThat(refreshed.path("ttl").asInt()).isPositive();
    }

    @Test
    void text_that_is_not_utf_8_ends_the_connection() {
        assertThat(closeCodeAfter(0x81, new byte[] {(byte) 0xC0, (byte) 0x80})).isEqualTo(1007);
        assertThat(closeCodeAfter(0x81, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}))
                .isEqualTo(1007);
        assertThat(closeCodeAfter(0x81, new byte[] {'{', '}', (byte) 0xE2, (byte) 0x82}))
                .isEqualTo(1007);
    }

    @Test
    void frames_against_the_rules_end_the_connection() {
        assertThat(closeCodeAfter(0xC1, "{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(1002);
        assertThat(closeCodeAfter(0x83, new byte[0])).isEqualTo(1002);
        assertThat(closeCodeAfter(0x80, new byte[0])).isIn(1002, 3501);
    }

    @Test
    void a_frame_that_claims_to_be_huge_is_refused_at_once() {
        try (RawSocket raw = new RawSocket(port())) {
            raw.request("GET /connection/websocket HTTP/1.1", RawSocket.upgrade());
            raw.write(
                    new byte[] {
                        (byte) 0x81, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0
                    });
            assertThat(raw.closeCode()).isIn(1002, 1009);
        }
    }

    private static int closeCodeAfter(int firstByte, byte[] payload) {
        try (RawSocket raw = new RawSocket(port())) {
            raw.request("GET /connection/websocket HTTP/1.1", RawSocket.upgrade());
            raw.frame(firstByte, payload);
            return raw.closeCode();
        }
    }

    private static String forged(String kind) {
        String[] parts = token("rahim").split("\\.");
        return switch (kind) {
            case "{alg-none}" ->
                    Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(
                                            "{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                            + "."
                            + parts[1]
                            + ".eA";
            case "{foreign-signature}" ->
                    parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();
            default -> kind;
        };
    }
}

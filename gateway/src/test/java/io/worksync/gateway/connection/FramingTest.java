package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RawSocket;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of RFC 6455 for frames, by raw sockets.
@QuarkusTest
class FramingTest extends RunningGateway {

    private static final int FIN = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void a_frame_without_a_mask_ends_the_connection() {
        try (RawSocket raw = RawSocket.open(port())) {
            raw.write(new byte[] {(byte) (FIN | TEXT), 2, '{', '}'});
            assertThat(raw.closeCode()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10, 0x70})
    void reserved_bits_end_the_connection(int bits) {
        assertThat(closeCodeAfter(FIN | bits | TEXT, "{}")).isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void reserved_opcodes_end_the_connection(int opcode) {
        assertThat(closeCodeAfter(FIN | opcode, "")).isEqualTo(1002);
    }

    @Test
    void a_ping_is_short_and_whole() {
        assertThat(closeCodeAfter(FIN | PING, "x".repeat(126))).isEqualTo(1002);
        assertThat(closeCodeAfter(PING, "x")).isEqualTo(1002);
    }

    @ParameterizedTest
    @CsvSource({"03", "03ed", "03ee", "03e7", "0bb7", "0000"})
    void a_close_frame_has_a_code_that_may_be_sent(String payload) {
        try (RawSocket raw = RawSocket.open(port())) {
            raw.frame(FIN | CLOSE, HEX.parseHex(payload));
            assertThat(raw.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void a_client_may_close_with_a_code_of_its_own() {
        try (RawSocket raw = RawSocket.open(port())) {
            raw.frame(FIN | CLOSE, HEX.parseHex("0fa0"));
            assertThat(raw.closeCode()).isEqualTo(4000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7fffffffffffffff",
                "ffffffffffffffff",
                "8000000000000000",
                "0000000080000000",
                "0000000000020001"
            })
    void a_frame_that_claims_to_be_too_large_is_refused_at_once(String length) {
        try (RawSocket raw = RawSocket.open(port())) {
            raw.write(header(FIN | TEXT, 127, HEX.parseHex(length)));
            assertThat(raw.closeCode()).isIn(1002, 1009);
        }
    }

    @Test
    void a_length_is_written_in_its_shortest_form() {
        try (RawSocket raw = RawSocket.open(port())) {
            raw.write(header(FIN | TEXT, 126, new byte[] {0, 2}));
            raw.write("{}".getBytes(StandardCharsets.US_ASCII));
            assertThat(raw.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void a_message_too_large_is_refused_however_it_is_cut() {
        try (RawSocket raw = RawSocket.open(port())) {
            byte[] part = "x".repeat(60_000).getBytes(StandardCharsets.US_ASCII);
            raw.frame(TEXT, part);
            raw.frame(0, part);
            raw.frame(0, part);
            assertThat(raw.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void a_message_in_frames_for_ever_is_refused(String part) {
        double before = reached("message_frames");
        try (RawSocket raw = RawSocket.open(port())) {
            raw.frame(TEXT, "{".getBytes(StandardCharsets.US_ASCII));
            try {
                for (int i = 0; i < 10_000; i++) {
                    raw.frame(0, part.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (java.io.UncheckedIOException e) {
                assertThat(e).hasMessageFindingMatch("(?i)broken pipe|reset");
            }
            assertThat(raw.closeCode()).isIn(1009, 1006);
        }
        assertThat(reached("message_frames")).isEqualTo(before + 1);
    }

    @Test
    void a_message_that_is_never_finished_ends_the_connection() {
        try (RawSocket raw = RawSocket.open(port())) {
            raw.text(connect().getBytes(StandardCharsets.UTF_8));
            assertThat(raw.message()).contains("\"connect\"");
            raw.frame(TEXT, "{".getBytes(StandardCharsets.US_ASCII));
            assertThat(raw.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void a_message_begins_after_the_one_before_has_ended() {
        try (RawSocket raw = RawSocket.open(port())) {
            raw.frame(TEXT, "{".getBytes(StandardCharsets.US_ASCII));
            raw.frame(FIN | TEXT, "{}".getBytes(StandardCharsets.US_ASCII));
            assertThat(raw.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void a_continuation_continues_something() {
        assertThat(closeCodeAfter(FIN, "{}")).isEqualTo(1002);
        assertThat(closeCodeAfter(0, "{}")).isEqualTo(1002);
    }

    @Test
    void a_ping_between_the_frames_of_a_message_is_answered_and_changes_nothing() {
        try (RawSocket raw = RawSocket.open(port())) {
            byte[] connect = connect().getBytes(StandardCharsets.UTF_8);
            raw.frame(TEXT, java.util.Arrays.copyOf(connect, 100));
            raw.frame(FIN | PING, new byte[] {'p'});
            raw.frame(FIN, java.util.Arrays.copyOfRange(connect, 100, connect.length));
            assertThat(raw.pong()).isEqualTo("p");
            assertThat(raw.message()).contains("\"connect\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c080", "eda080", "7b7de282", "f5808080", "80"})
    void text_that_is_not_utf_8_ends_the_connection_however_it_is_cut(String bytes) {
        byte[] message = HEX.parseHex(bytes);
        for (int cut = 0; cut < message.length; cut++) {
            try (RawSocket raw = RawSocket.open(port())) {
                raw.split(message, cut);
                assertThat(raw.closeCode()).isEqualTo(1007);
            }
        }
    }

    @Test
    void a_character_may_be_cut_in_the_middle() {
        byte[] ping =
                "{\"id\":2,\"ping\":{\"x\":\"\u20ac\u00e9\ud83d\ude00\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        try (RawSocket raw = RawSocket.open(port())) {
            raw.text(connect().getBytes(StandardCharsets.UTF_8));
            assertThat(raw.message()).contains("\"connect\"");
            for (int cut = 1; cut < ping.length; cut += 3) {
                raw.split(ping, cut);
                assertThat(raw.message()).contains("\"id\":2");
            }
        }
    }

    /// A socket must go on reading after any number of messages in pieces.
    @Test
    void messages_cut_anyhow_are_all_read_for_ever() {
        Random random = new Random(57079);
        try (RawSocket raw = RawSocket.open(port())) {
            raw.text(connect().getBytes(StandardCharsets.UTF_8));
            assertThat(raw.message()).contains("\"connect\"");
            byte[] pong = "{}              ".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 10_000; i++) {
                int[] cuts = random.ints(random.nextInt(1, 64), 0, 2).toArray();
                byte[] message = new byte[64 + pong.length];
                java.util.Arrays.fill(message, (byte) ' ');
                System.arraycopy(pong, 0, message, 64, pong.length);
                raw.split(message, cuts);
            }
            raw.split("{\"id\":3,\"ping\":{}}".getBytes(StandardCharsets.US_ASCII), 5, 0, 3);
            assertThat(raw.message()).contains("\"id\":3");
        }
    }

    @Test
    void a_socket_that_says_anything_leaves_the_others_alone() {
        SocketClient other = connected("mina");
        Random random = new Random(6455);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(1, 200)];
            random.nextBytes(noise);
            try (RawSocket raw = RawSocket.open(port()).patience(20)) {
                raw.write(noise);
                raw.closeCode();
            }
        }
        other.send("{\"id\":2,\"ping\":{}}");
        assertThat(other.reply(2).has("ping")).isTrue();
    }

    private static int closeCodeAfter(int firstByte, String payload) {
        try (RawSocket raw = RawSocket.open(port())) {
            raw.frame(firstByte, payload.getBytes(StandardCharsets.US_ASCII));
            return raw.closeCode();
        }
    }

    private static byte[] header(int first, int length, byte[] extended) {
        return ByteBuffer.allocate(6 + extended.length)
                .put((byte) first)
                .put((byte) (0x80 | length))
                .put(extended)
                .putInt(0)
                .array();
    }

    private static String connect() {
        return "{\"id\":1,\"connect\":{\"token\":\"" + token("mina") + "\"}}";
    }
}

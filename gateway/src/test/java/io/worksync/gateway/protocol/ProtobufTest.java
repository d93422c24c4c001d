package io.worksync.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufTest {

    private final Codec codec = Codecs.of(Codecs.PROTOBUF);

    @Test
    void connect_brings_the_positions_of_the_session_before() throws MalformedFrame {
        ProtobufWriter sub = new ProtobufWriter();
        sub.bool(3, true);
        sub.string(6, "epoch");
        sub.number(7, 42);
        ProtobufWriter entry = new ProtobufWriter();
        entry.string(1, "channel:a");
        entry.message(2, sub);
        ProtobufWriter connect = new ProtobufWriter();
        connect.string(1, "token");
        connect.message(3, entry);
        connect.string(4, "java");
        connect.string(99, "of a later version");
        assertThat(codec.decode(command(4, connect)))
                .containsExactly(
                        new Command.Connect(
                                7,
                                "token",
                                Map.of("channel:a", Optional.of(new Position("epoch", 42))),
                                "java",
                                ""));
    }

    @Test
    void a_call_and_a_pong_may_share_a_message() throws MalformedFrame {
        ProtobufWriter rpc = new ProtobufWriter();
        rpc.bytes(1, Buffer.buffer("{}"));
        rpc.string(2, "GET /api");
        Buffer message = command(13, rpc).appendByte((byte) 0);
        assertThat(codec.decode(message))
                .containsExactly(
                        new Command.Rpc(7, "GET /api", Buffer.buffer("{}")), new Command.Pong());
    }

    @Test
    void history_names_a_position() throws MalformedFrame {
        ProtobufWriter since = new ProtobufWriter();
        since.number(1, 5);
        since.string(2, "e");
        ProtobufWriter history = new ProtobufWriter();
        history.string(1, "channel:a");
        history.number(7, 3);
        history.message(8, since);
        history.bool(9, true);
        assertThat(codec.decode(command(10, history)))
                .containsExactly(
                        new Command.History(7, "channel:a", 3, new Position("e", 5), true));
    }

    @Test
    void replies_come_one_after_another_each_after_its_length() {
        Buffer error = codec.encode(new Reply.Failed(1, ProtocolError.BAD_REQUEST));
        Buffer message = codec.message(List.of(error, codec.ping()));
        assertThat(message.getByte(0)).isEqualTo((byte) (error.length() - 1));
        assertThat(message.length()).isEqualTo(error.length() + 1);
    }

    @Test
    void noise_is_refused_and_harms_nothing() {
        Random random = new Random(20261123);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            for (Codec each : List.of(codec, Codecs.of(null))) {
                try {
                    assertThat(each.decode(Buffer.buffer(noise))).isNotEmpty();
                } catch (MalformedFrame expected) {
                    assertThat(expected).hasMessageMatching(".+");
                }
            }
        }
    }

    @Test
    void a_length_beyond_the_message_is_refused() {
        assertThatThrownBy(() -> codec.decode(Buffer.buffer(new byte[] {(byte) 0xFF, 0x7F, 8, 1})))
                .isInstanceOf(MalformedFrame.class);
    }

    private static Buffer command(int field, ProtobufWriter body) {
        ProtobufWriter command = new ProtobufWriter();
        command.number(1, 7);
        command.message(field, body);
        return command.delimited();
    }
}

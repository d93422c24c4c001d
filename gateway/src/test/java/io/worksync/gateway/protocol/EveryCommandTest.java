package io.worksync.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.Position;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EveryCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Buffer DATA = Buffer.buffer("{\"n\":1}");

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(
                        """
                        {"id":7,"connect":{"token":"t","data":{"a":1},"subs":{"channel:a":{"recover":true,\
                        "epoch":"e","offset":42},"channel:b":{}},"name":"js","version":"1.2",\
                        "headers":{"x":"y"},"flag":1}}""",
                        new Command.Connect(
                                7,
                                "t",
                                Map.of(
                                        "channel:a",
                                        Optional.of(new Position("e", 42)),
                                        "channel:b",
                                        Optional.empty()),
                                "js",
                                "1.2")),
                Arguments.of(
                        """
                        {"id":7,"subscribe":{"channel":"board:a","token":"t","recover":true,"epoch":"e",\
                        "offset":9,"data":{"a":1},"positioned":true,"recoverable":true,"join_leave":true,\
                        "delta":"fossil","flag":2}}""",
                        new Command.Subscribe(7, "board:a", new Position("e", 9))),
                Arguments.of(
                        "{\"id\":7,\"subscribe\":{\"channel\":\"board:a\"}}",
                        new Command.Subscribe(7, "board:a", null)),
                Arguments.of(
                        "{\"id\":7,\"subscribe\":{\"channel\":\"board:a\",\"type\":1}}",
                        new Command.NotOffered(7)),
                Arguments.of(
                        "{\"id\":7,\"subscribe\":{\"channel\":\"board:a\",\"tf\":{\"key\":\"k\"}}}",
                        new Command.NotOffered(7)),
                Arguments.of(
                        "{\"id\":7,\"unsubscribe\":{\"channel\":\"board:a\"}}",
                        new Command.Unsubscribe(7, "board:a")),
                Arguments.of(
                        "{\"id\":7,\"publish\":{\"channel\":\"board:a\",\"data\":{\"n\":1}}}",
                        new Command.Publish(7, "board:a", DATA)),
                Arguments.of(
                        "{\"id\":7,\"publish\":{\"channel\":\"board:a\",\"type\":1,\"key\":\"k\"}}",
                        new Command.NotOffered(7)),
                Arguments.of(
                        "{\"id\":7,\"presence\":{\"channel\":\"board:a\"}}",
                        new Command.Presence(7, "board:a")),
                Arguments.of(
                        "{\"id\":7,\"presence_stats\":{\"channel\":\"board:a\"}}",
                        new Command.PresenceStats(7, "board:a")),
                Arguments.of(
                        """
                        {"id":7,"history":{"channel":"board:a","limit":3,"since":{"offset":5,"epoch":"e"},\
                        "reverse":true}}""",
                        new Command.History(7, "board:a", 3, new Position("e", 5), true)),
                Arguments.of("{\"id\":7,\"ping\":{}}", new Command.Ping(7)),
                Arguments.of("{\"send\":{\"data\":{\"n\":1}}}", new Command.Send(0, DATA)),
                Arguments.of(
                        "{\"id\":7,\"rpc\":{\"method\":\"GET /api\",\"data\":{\"n\":1}}}",
                        new Command.Rpc(7, "GET /api", DATA)),
                Arguments.of(
                        "{\"id\":7,\"refresh\":{\"token\":\"t\"}}", new Command.Refresh(7, "t")),
                Arguments.of(
                        "{\"id\":7,\"sub_refresh\":{\"channel\":\"board:a\",\"token\":\"t\"}}",
                        new Command.SubRefresh(7, "board:a")),
                Arguments.of(
                        "{\"id\":7,\"sub_refresh\":{\"channel\":\"board:a\",\"type\":2}}",
                        new Command.NotOffered(7)),
                Arguments.of("{\"id\":4294967295}", new Command.Unknown(4294967295L)),
                Arguments.of("{}", new Command.Pong()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void means_the_same_in_json_and_in_protobuf(String json, Command meaning)
            throws IOException, MalformedFrame {
        assertThat(Codecs.of(Codecs.JSON).decode(Buffer.buffer(json))).containsExactly(meaning);
        Buffer binary = Buffer.buffer(WireSchema.delimited("Command", JSON.readTree(json)));
        assertThat(Codecs.of(Codecs.PROTOBUF).decode(binary)).containsExactly(meaning);
    }

    @Test
    void several_in_one_message_come_in_their_order() throws IOException, MalformedFrame {
        Buffer lines = Buffer.buffer();
        Buffer binary = Buffer.buffer();
        List<Object[]> all = commands().map(Arguments::get).toList();
        for (Object[] each : all) {
            lines.appendString(each[0] + "\n");
            binary.appendBytes(WireSchema.delimited("Command", JSON.readTree(each[0].toString())));
        }
        List<Command> meanings = all.stream().map(each -> (Command) each[1]).toList();
        assertThat(Codecs.of(Codecs.JSON).decode(lines)).isEqualTo(meanings);
        assertThat(Codecs.of(Codecs.PROTOBUF).decode(binary)).isEqualTo(meanings);
    }
}

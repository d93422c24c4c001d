package io.worksync.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Position;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The JSON form is what the schema says of the binary one, but for defaults, which either may
/// leave out.
class EveryReplyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ClientInfo AISHA =
            new ClientInfo("u1", "c1", "{\"name\":\"Aisha \\\"A\\\" Ö\"}");
    private static final ClientInfo NOBODY = new ClientInfo("u2", "c2", null);
    private static final String INFO =
            "{\"user\":\"u1\",\"client\":\"c1\",\"conn_info\":{\"name\":\"Aisha \\\"A\\\" Ö\"}}";
    private static final Reply.Publication BY_CLIENT =
            new Reply.Publication(Buffer.buffer("{\"n\":\n1}"), 3, AISHA);
    private static final Reply.Publication BY_SERVICE =
            new Reply.Publication(Buffer.buffer("{\"n\":2}"), 4, null);
    private static final String PUBLICATIONS =
            "[{\"data\":{\"n\":1},\"info\":"
                    + INFO
                    + ",\"offset\":3},{\"data\":{\"n\":2},\"offset\":4}]";
    private static final Reply.Subscription RECOVERED =
            new Reply.Subscription(
                    new Position("e", 4), true, true, List.of(BY_CLIENT, BY_SERVICE));
    private static final String SUBSCRIPTION =
            "{\"recoverable\":true,\"positioned\":true,\"epoch\":\"e\",\"offset\":4,\"publications\":"
                    + PUBLICATIONS
                    + ",\"recovered\":true,\"was_recovering\":true}";

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of(
                        new Reply.Failed(7, ProtocolError.TOO_MANY_REQUESTS),
                        "{\"id\":7,\"error\":{\"code\":111,\"message\":\"too many requests\",\"temporary\":true}}"),
                Arguments.of(
                        new Reply.Connected(
                                7,
                                "c",
                                "v",
                                300,
                                25,
                                "s",
                                "n",
                                1_764_074_000_000L,
                                Map.of("channel:a", RECOVERED)),
                        "{\"id\":7,\"connect\":{\"client\":\"c\",\"version\":\"v\",\"expires\":true,\"ttl\":300,"
                                + "\"ping\":25,\"pong\":true,\"session\":\"s\",\"node\":\"n\",\"time\":1764074000000,"
                                + "\"subs\":{\"channel:a\":"
                                + SUBSCRIPTION
                                + "}}}"),
                Arguments.of(
                        new Reply.Subscribed(7, RECOVERED),
                        "{\"id\":7,\"subscribe\":" + SUBSCRIPTION + "}"),
                Arguments.of(
                        new Reply.Subscribed(
                                7, new Reply.Subscription(null, false, false, List.of())),
                        "{\"id\":7,\"subscribe\":{}}"),
                Arguments.of(new Reply.Unsubscribed(7), "{\"id\":7,\"unsubscribe\":{}}"),
                Arguments.of(new Reply.Published(7), "{\"id\":7,\"publish\":{}}"),
                Arguments.of(
                        new Reply.PresentClients(7, List.of(AISHA, NOBODY)),
                        "{\"id\":7,\"presence\":{\"presence\":{\"c1\":"
                                + INFO
                                + ",\"c2\":{\"user\":\"u2\",\"client\":\"c2\"}}}}"),
                Arguments.of(
                        new Reply.PresentCount(7, 3, 2),
                        "{\"id\":7,\"presence_stats\":{\"num_clients\":3,\"num_users\":2}}"),
                Arguments.of(
                        new Reply.HistoryPage(
                                7, List.of(BY_CLIENT, BY_SERVICE), new Position("e", 4)),
                        "{\"id\":7,\"history\":{\"epoch\":\"e\",\"offset\":4,\"publications\":"
                                + PUBLICATIONS
                                + "}}"),
                Arguments.of(new Reply.Pinged(7), "{\"id\":7,\"ping\":{}}"),
                Arguments.of(
                        new Reply.Called(7, Buffer.buffer("{\"n\":1}")),
                        "{\"id\":7,\"rpc\":{\"data\":{\"n\":1}}}"),
                Arguments.of(new Reply.Called(7, null), "{\"id\":7,\"rpc\":{\"data\":null}}"),
                Arguments.of(
                        new Reply.Refreshed(7, "c", "v", 300),
                        "{\"id\":7,\"refresh\":{\"client\":\"c\",\"version\":\"v\",\"expires\":true,\"ttl\":300}}"),
                Arguments.of(new Reply.SubRefreshed(7), "{\"id\":7,\"sub_refresh\":{}}"));
    }

    static Stream<Arguments> pushes() {
        return Stream.of(
                Arguments.of(
                        new Push.Published("board:a", BY_CLIENT),
                        "{\"push\":{\"channel\":\"board:a\",\"pub\":{\"data\":{\"n\":1},\"info\":"
                                + INFO
                                + ",\"offset\":3}}}"),
                Arguments.of(
                        new Push.Published(
                                "typing:a",
                                new Reply.Publication(Buffer.buffer("{\"n\":1}"), 0, null)),
                        "{\"push\":{\"channel\":\"typing:a\",\"pub\":{\"data\":{\"n\":1}}}}"),
                Arguments.of(
                        new Push.Joined("board:a", AISHA),
                        "{\"push\":{\"channel\":\"board:a\",\"join\":{\"info\":" + INFO + "}}}"),
                Arguments.of(
                        new Push.Left("board:a", AISHA),
                        "{\"push\":{\"channel\":\"board:a\",\"leave\":{\"info\":" + INFO + "}}}"),
                Arguments.of(
                        new Push.Subscribed("channel:a", new Position("e", 4)),
                        "{\"push\":{\"channel\":\"channel:a\",\"subscribe\":{\"recoverable\":true,"
                                + "\"positioned\":true,\"epoch\":\"e\",\"offset\":4}}}"),
                Arguments.of(
                        new Push.Subscribed("typing:a", null),
                        "{\"push\":{\"channel\":\"typing:a\",\"subscribe\":{}}}"),
                Arguments.of(
                        new Push.Unsubscribed("board:a", UnsubscribeReason.INSUFFICIENT_STATE),
                        "{\"push\":{\"channel\":\"board:a\",\"unsubscribe\":{\"code\":2500,"
                                + "\"reason\":\"insufficient state\"}}}"),
                Arguments.of(
                        new Push.Message(Buffer.buffer("{\"n\":\n1}")),
                        "{\"push\":{\"message\":{\"data\":{\"n\":1}}}}"),
                Arguments.of(
                        new Push.Disconnected((short) 3001, "shutdown"),
                        "{\"push\":{\"disconnect\":{\"code\":3001,\"reason\":\"shutdown\","
                                + "\"reconnect\":true}}}"),
                Arguments.of(
                        new Push.Disconnected((short) 3500, "invalid token"),
                        "{\"push\":{\"disconnect\":{\"code\":3500,\"reason\":\"invalid token\"}}}"),
                Arguments.of(
                        new Push.Refreshed(60),
                        "{\"push\":{\"refresh\":{\"expires\":true,\"ttl\":60}}}"));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void a_reply_is_the_same_in_json_and_in_protobuf(Reply reply, String expected)
            throws IOException {
        same(
                Codecs.of(Codecs.JSON).encode(reply),
                Codecs.of(Codecs.PROTOBUF).encode(reply),
                expected);
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void a_push_is_the_same_in_json_and_in_protobuf(Push push, String expected) throws IOException {
        same(
                Codecs.of(Codecs.JSON).encode(push),
                Codecs.of(Codecs.PROTOBUF).encode(push),
                expected);
    }

    @Test
    void errors_have_their_published_codes() {
        assertThat(ProtocolError.values())
                .extracting(error -> error.body().code())
                .containsExactlyElementsOf(IntStream.rangeClosed(100, 113).boxed().toList());
        assertThat(ProtocolError.values())
                .filteredOn(error -> error.body().temporary())
                .extracting(error -> error.body().code())
                .containsExactly(100, 111, 113);
    }

    @Test
    void whoever_is_to_come_back_is_told_so_by_the_range_of_the_code() {
        for (Disconnect disconnect : Disconnect.values()) {
            if (disconnect.code() >= 3000) {
                assertThat(new Push.Disconnected(disconnect.code(), "").reconnect())
                        .isEqualTo(disconnect.code() < 3500);
            }
        }
    }

    private static void same(Buffer json, Buffer binary, String expected) throws IOException {
        assertThat(json.toString()).doesNotContain("\n").doesNotContain("\r");
        JsonNode wanted = JSON.readTree(expected);
        assertThat(withoutDefaults(JSON.readTree(json.getBytes())))
                .isEqualTo(withoutDefaults(wanted));
        assertThat(withoutDefaults(WireSchema.read("Reply", binary.getBytes())))
                .isEqualTo(withoutDefaults(wanted));
    }

    /// As text, since numbers of another width are not equal as nodes.
    private static JsonNode withoutDefaults(JsonNode node) throws IOException {
        if (node.isObject()) {
            com.fasterxml.jackson.databind.node.ObjectNode kept = JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                JsonNode value = withoutDefaults(entry.getValue());
                boolean isDefault =
                        (value.isBoolean() && !value.booleanValue())
                                || (value.isNumber() && value.longValue() == 0)
                                || (value.isTextual() && value.textValue().isEmpty());
                if (!isDefault) {
                    kept.set(entry.getKey(), value);
                }
            }
            return kept;
        }
        if (node.isArray()) {
            com.fasterxml.jackson.databind.node.ArrayNode kept = JSON.createArrayNode();
            for (JsonNode each : node) {
                kept.add(withoutDefaults(each));
            }
            return kept;
        }
        return node.isNumber() ? JSON.getNodeFactory().numberNode(node.longValue()) : node;
    }
}

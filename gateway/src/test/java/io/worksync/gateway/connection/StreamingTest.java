package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.gateway.support.StreamClient;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StreamingTest extends RunningGateway {

    private static final int MANY = 80;
    private static final String LARGE = "{\"x\":\"" + "x".repeat(200_000) + "\"}";

    @Inject MeterRegistry registry;

    @Test
    void the_answer_is_not_to_be_kept_or_collected_by_proxies() {
        StreamClient lines = stream(Way.HTTP_STREAM, connect("rahim"));
        assertThat(lines.header("content-type")).isEqualTo("application/x-ndjson");
        assertThat(lines.header("cache-control")).isEqualTo("no-store");
        assertThat(lines.header("x-accel-buffering")).isEqualTo("no");
        StreamClient events = stream(Way.SSE, connect("rahim"));
        assertThat(events.header("content-type")).isEqualTo("text/event-stream");
        assertThat(events.header("cache-control")).isEqualTo("no-store");
        assertThat(events.header("x-accel-buffering")).isEqualTo("no");
    }

    @ParameterizedTest
    @EnumSource
    void the_reply_tells_the_session_and_its_topics(Way way) {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        JsonNode connect = stream(way, connect("rahim")).connected();
        assertThat(connect.path("session").asText()).matches("[A-Za-z0-9_-]{43}");
        assertThat(connect.path("session")).isNotEqualTo(connect.path("client"));
        assertThat(connect.path("node").asText()).isNotEmpty();
        assertThat(connect.path("pong").asBoolean()).isTrue();
        assertThat(connect.path("subs").has(channel)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void publications_arrive_in_order(Way way) {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        services.topicsOf(idOf("aisha"), channel);
        StreamClient rahim = stream(way, connect("rahim"));
        rahim.connected();
        SocketClient aisha = connected("aisha");
        for (int i = 1; i <= 20; i++) {
            publish(channel, "{\"n\":" + i + ",\"text\":\"é \\n data: x\\n\\n\"}");
        }
        for (int i = 1; i <= 20; i++) {
            JsonNode publication = rahim.push(channel, "pub");
            assertThat(publication).isEqualTo(aisha.push(channel, "pub"));
            assertThat(publication.path("offset").asInt()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_was_missed_is_recovered(Way way) {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        StreamClient before = stream(way, connect("rahim"));
        JsonNode sub = before.connected().path("subs").path(channel);
        before.abort();
        publish(channel, "{\"n\":1}");
        publish(channel, "{\"n\":2}");
        String since =
                ",\"subs\":{\"%s\":{\"recover\":true,\"epoch\":\"%s\",\"offset\":%d}}"
                        .formatted(
                                channel, sub.path("epoch").asText(), sub.path("offset").asLong());
        JsonNode again = stream(way, connect("rahim", since)).connected().path("subs");
        assertThat(again.path(channel).path("recovered").asBoolean()).isTrue();
        assertThat(again.path(channel).path("publications")).hasSize(2);
    }

    @Test
    void protobuf_messages_follow_each_other_by_their_lengths() throws IOException {
        HttpURLConnection request =
                (HttpURLConnection)
                        URI.create(base() + "/connection/http_stream").toURL().openConnection();
        request.setRequestMethod("POST");
        request.setRequestProperty("Content-Type", "application/octet-stream");
        request.setDoOutput(true);
        request.getOutputStream().write(protobufConnect("not a token"));
        assertThat(request.getContentType()).isEqualTo("application/octet-stream");
        try (InputStream in = request.getInputStream()) {
            CodedInputStream push = within(message(in), 4);
            CodedInputStream disconnect = within(push, 11);
            assertThat(disconnect.readTag()).isEqualTo(1 << 3);
            assertThat(disconnect.readUInt32()).isEqualTo(3500);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_bad_token_ends_the_stream_with_a_word(Way way) {
        String connect = "{\"id\":1,\"connect\":{\"token\":\"no token\"}}";
        JsonNode disconnect = stream(way, connect).disconnect();
        assertThat(disconnect.path("code").asInt()).isEqualTo(3500);
        assertThat(disconnect.path("reason").asText()).isEqualTo("invalid token");
        assertThat(disconnect.path("reconnect").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_does_not_answer_pings_is_gone(Way way) {
        StreamClient silent = stream(way, connect("rahim"));
        silent.connected();
        silent.ignorePings();
        JsonNode disconnect = silent.disconnect();
        assertThat(disconnect.path("code").asInt()).isEqualTo(3012);
        assertThat(disconnect.path("reconnect").asBoolean()).isTrue();
        assertThat(silent.send("{\"id\":2,\"ping\":{}}")).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_answers_pings_stays(Way way) {
        StreamClient client = stream(way, connect("mina"));
        client.connected();
        Awaitility.await().until(() -> client.pings() >= 2);
        assertThat(client.send("{\"id\":2,\"ping\":{}}")).isEqualTo(204);
        assertThat(client.reply(2).has("ping")).isTrue();
    }

    @Test
    void a_stream_is_one_of_the_users_sessions() {
        for (int i = 0; i < 12; i++) {
            stream(Way.HTTP_STREAM, connect("admin")).connected();
        }
        StreamClient refused = stream(Way.SSE, connect("admin"));
        assertThat(refused.disconnect().path("code").asInt()).isEqualTo(3504);
        closeClients();
        Awaitility.await().untilAsserted(() -> connected("admin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_stream", "sse"})
    void a_slow_reader_costs_only_itself(String path) throws IOException {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        services.topicsOf(idOf("aisha"), channel);
        SocketClient other = connected("aisha");
        double before = slowOnes();
        try (Socket slow = slowReader("/connection/" + path, connect("rahim"))) {
            for (int i = 1; i <= MANY && slowOnes() == before; i++) {
                publish(channel, LARGE);
                assertThat(other.push(channel, "pub").path("offset").asInt()).isEqualTo(i);
            }
            String rest = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).endsWith("0\r\n\r\n").contains("{\"disconnect\":{\"code\":3008,");
        }
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void a_connection_may_serve_one_stream_after_the_other() {
        StreamClient first = stream(Way.HTTP_STREAM, connect("rahim"));
        first.connected();
        first.send("no json");
        assertThat(first.disconnect().path("code").asInt()).isEqualTo(3501);
        StreamClient second = stream(Way.HTTP_STREAM, connect("rahim"));
        second.connected();
        // longer than a stream that does not end is given before it is cut
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> second.pings() >= 3);
        assertThat(second.isOpen()).isTrue();
    }

    /// A connection on which next to nothing is under way, once the session is open.
    private static Socket slowReader(String path, String first) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        String request =
                "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, first.length(), first);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\"connect\":") < 0) {
            answer.append((char) socket.getInputStream().read());
        }
        return socket;
    }

    private double slowOnes() {
        return registry.counter("worksync_gateway_disconnects_total", "code", "3008").count();
    }

    private static byte[] protobufConnect(String token) {
        byte[] text = token.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes(new byte[] {1 << 3, 1, 4 << 3 | 2, (byte) (text.length + 2)});
        command.writeBytes(new byte[] {1 << 3 | 2, (byte) text.length});
        command.writeBytes(text);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(command.size());
        message.writeBytes(command.toByteArray());
        return message.toByteArray();
    }

    private static CodedInputStream message(InputStream in) throws IOException {
        return CodedInputStream.newInstance(in.readNBytes(in.read()));
    }

    private static CodedInputStream within(CodedInputStream message, int field) throws IOException {
        assertThat(message.readTag()).isEqualTo(field << 3 | 2);
        return CodedInputStream.newInstance(message.readByteArray());
    }
}

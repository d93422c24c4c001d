package io.worksync.signaling.livekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.worksync.signaling.livekit.LiveKitToken.Guest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes to and comes from a LiveKit server, as its documentation has it. The server here only
/// writes down what it is asked.
class LiveKitTest {

    private static final String KEY = "APIkey";
    private static final String SECRET = "a secret of at least thirty-two bytes";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final LiveKitToken tokens = new LiveKitToken(KEY, SECRET);
    private final List<Asked> asked = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private int status = 200;
    private String answer = "{}";

    private record Asked(String path, JsonObject claims, JsonObject body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String bearer = exchange.getRequestHeaders().getFirst("Authorization");
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    asked.add(
                            new Asked(
                                    exchange.getRequestURI().getPath(),
                                    payload(bearer.substring("Bearer ".length())),
                                    new JsonObject(new String(body, StandardCharsets.UTF_8))));
                    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        vertx.close().await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void a_participant_may_join_one_room_and_send() throws Exception {
        String token =
                tokens.toJoin("m1", new Guest("p1", "Rahim", true), NOW, Duration.ofMinutes(10));
        assertThat(isSigned(token)).isTrue();
        JsonObject claims = payload(token);
        assertThat(claims.getString("iss")).isEqualTo(KEY);
        assertThat(claims.getString("sub")).isEqualTo("p1");
        assertThat(claims.getString("name")).isEqualTo("Rahim");
        assertThat(claims.getLong("exp") - claims.getLong("nbf")).isEqualTo(600);
        assertThat(claims.getJsonObject("video"))
                .isEqualTo(
                        new JsonObject()
                                .put("roomJoin", true)
                                .put("room", "m1")
                                .put("canPublish", true)
                                .put("canPublishData", true)
                                .put("canSubscribe", true));
    }

    @Test
    void a_viewer_may_not_send() {
        String token =
                tokens.toJoin("m1", new Guest("p1", "Zoe", false), NOW, Duration.ofMinutes(10));
        JsonObject grants = payload(token).getJsonObject("video");
        assertThat(grants.getBoolean("canPublish")).isFalse();
        assertThat(grants.getBoolean("canSubscribe")).isTrue();
    }

    @Test
    void rooms_are_made_managed_and_ended_each_with_the_grant_that_it_takes() {
        LiveKitRooms rooms = rooms();
        rooms.create("m1", 50).await().atMost(Duration.ofSeconds(5));
        rooms.remove("m1", "p1").await().atMost(Duration.ofSeconds(5));
        rooms.delete("m1").await().atMost(Duration.ofSeconds(5));
        assertThat(asked.stream().map(Asked::path))
                .containsExactly(
                        "/twirp/livekit.RoomService/CreateRoom",
                        "/twirp/livekit.RoomService/RemoveParticipant",
                        "/twirp/livekit.RoomService/DeleteRoom");
        assertThat(asked.get(0).body())
                .isEqualTo(
                        new JsonObject()
                                .put("name", "m1")
                                .put("empty_timeout", 120)
                                .put("max_participants", 50));
        assertThat(asked.get(1).body())
                .isEqualTo(new JsonObject().put("room", "m1").put("identity", "p1"));
        assertThat(asked.get(2).body()).isEqualTo(new JsonObject().put("room", "m1"));
        assertThat(asked.get(0).claims().getJsonObject("video"))
                .isEqualTo(new JsonObject().put("roomCreate", true));
        assertThat(asked.get(1).claims().getJsonObject("video"))
                .isEqualTo(new JsonObject().put("roomAdmin", true).put("room", "m1"));
    }

    @Test
    void whoever_is_gone_need_not_be_taken_out() {
        status = 404;
        answer = "{\"code\":\"not_found\",\"msg\":\"participant does not exist\"}";
        rooms().remove("m1", "p1").await().atMost(Duration.ofSeconds(5));
        rooms().delete("m1").await().atMost(Duration.ofSeconds(5));
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_refusal_says_why() {
        status = 401;
        answer = "{\"code\":\"unauthenticated\",\"msg\":\"invalid token\"}";
        assertThatThrownBy(() -> rooms().create("m1", 50).await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(LiveKitRooms.Refused.class)
                .hasMessageContaining("unauthenticated");
    }

    @Test
    void a_webhook_is_read_that_livekit_signed() throws Exception {
        String body =
                "{\"event\":\"participant_left\",\"room\":{\"name\":\"m1\"},"
                        + "\"participant\":{\"identity\":\"p1\"}}";
        assertThat(read(body, body, KEY, SECRET, NOW))
                .contains(new LiveKitWebhook.Event("participant_left", "m1", "p1"));
    }

    @Test
    void a_webhook_is_refused_that_was_changed_forged_or_kept() throws Exception {
        String body = "{\"event\":\"room_finished\",\"room\":{\"name\":\"m1\"}}";
        assertThat(read(body, body.replace("m1", "m2"), KEY, SECRET, NOW)).isEmpty();
        assertThat(read(body, body, KEY, "another secret", NOW)).isEmpty();
        assertThat(read(body, body, "APIother", SECRET, NOW)).isEmpty();
        assertThat(read(body, body, KEY, SECRET, NOW.minusSeconds(3_600))).isEmpty();
        assertThat(new LiveKitWebhook(tokens).read(null, body, NOW)).isEmpty();
        assertThat(new LiveKitWebhook(tokens).read("nonsense", body, NOW)).isEmpty();
        assertThat(new LiveKitWebhook(tokens).read(unsigned(body), body, NOW)).isEmpty();
    }

    private Optional<LiveKitWebhook.Event> read(
            String signedBody, String body, String key, String secret, Instant at)
            throws Exception {
        JsonObject claims =
                new JsonObject()
                        .put("iss", key)
                        .put("exp", at.plusSeconds(300).getEpochSecond())
                        .put("sha256", sha256(signedBody));
        return new LiveKitWebhook(tokens).read(jwt(claims, secret), body, NOW);
    }

    /// The algorithm "none" is none.
    private static String unsigned(String body) throws Exception {
        JsonObject claims =
                new JsonObject()
                        .put("iss", KEY)
                        .put("exp", NOW.plusSeconds(300).getEpochSecond())
                        .put("sha256", sha256(body));
        return base64("{\"alg\":\"none\"}") + "." + base64(claims.encode()) + ".";
    }

    private LiveKitRooms rooms() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new LiveKitRooms(
                vertx, url, tokens, new Config(url), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private record Config(URI at) implements LiveKitConfig {

        @Override
        public Optional<URI> url() {
            return Optional.of(at);
        }

        @Override
        public Optional<String> apiKey() {
            return Optional.of(KEY);
        }

        @Override
        public Optional<String> apiSecret() {
            return Optional.of(SECRET);
        }

        @Override
        public Duration tokenTtl() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration emptyFor() {
            return Duration.ofMinutes(2);
        }

        @Override
        public int maxParticipants() {
            return 50;
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(5);
        }
    }

    private static boolean isSigned(String token) throws Exception {
        int dot = token.lastIndexOf('.');
        return token.substring(dot + 1).equals(mac(token.substring(0, dot), SECRET));
    }

    private static String jwt(JsonObject claims, String secret) throws Exception {
        String text = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64(claims.encode());
        return text + "." + mac(text, secret);
    }

    private static String mac(String text, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] code = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }

    private static String sha256(String text) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject payload(String token) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return new JsonObject(new String(json, StandardCharsets.UTF_8));
    }
}

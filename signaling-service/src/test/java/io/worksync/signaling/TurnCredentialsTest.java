package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.OMAR;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.contracts.id.ChannelId;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class TurnCredentialsTest extends MeetingTest {

    @Inject Redis redis;

    private static final String SECRET = "a-secret-of-the-tests";
    private static final String OLDER_SECRET = "the-secret-before-it";
    private static final int PORT = 23_478;

    @Test
    void whoever_joins_gets_their_own_for_an_hour_at_most() throws Exception {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));

        Response answer = AISHA.joins(meeting).answer();

        answer.then()
                .body("iceServers[0].urls", contains("stun:127.0.0.1:" + PORT))
                .body("iceServers[0]", not(hasKey("username")))
                .body(
                        "iceServers[1].urls",
                        contains(
                                "turn:127.0.0.1:" + PORT + "?transport=udp",
                                "turn:127.0.0.1:" + PORT + "?transport=tcp"));
        String username = answer.path("iceServers[1].username");
        String[] parts = username.split(":");
        Instant expiry = Instant.ofEpochSecond(Long.parseLong(parts[0]));
        assertThat(expiry)
                .isAfter(Instant.now().plusSeconds(3_000))
                .isBefore(Instant.now().plusSeconds(3_601));
        assertThat(parts[1]).isEqualTo(AISHA.id().toString());
        assertThat(parts[2]).isEqualTo(meeting);
        assertThat(Instant.parse(answer.path("iceServersExpireAt")).getEpochSecond())
                .isEqualTo(expiry.getEpochSecond());
        String credential = answer.path("iceServers[1].credential");
        assertThat(credential).isEqualTo(hmac(username));
    }

    @Test
    void a_participant_gets_fresh_ones_and_nobody_else() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        Place rahim = RAHIM.joins(meeting);

        RAHIM.asksForIceServers(meeting, rahim.id())
                .then()
                .statusCode(200)
                .body("iceServers[1].urls.size()", equalTo(2));
        AISHA.asksForIceServers(meeting, rahim.id()).then().statusCode(403);
        RAHIM.asksForIceServers(meeting, UUID.randomUUID().toString()).then().statusCode(403);
        MINA.asksForIceServers(meeting, rahim.id()).then().statusCode(404);
    }

    @Test
    void before_they_end_a_participant_is_sent_fresh_ones() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        Place rahim = RAHIM.joins(meeting);

        String soon = Long.toString(Instant.now().plusSeconds(60).toEpochMilli());
        String leases = "{worksync:signaling:live:" + meeting + "}:leases";
        send(Request.cmd(Command.HSET).arg(leases).arg("ice:" + rahim.id()).arg(soon));
        send(Request.cmd(Command.ZADD).arg("worksync:signaling:watched").arg("0").arg(meeting));

        Topic topic = Topic.of("participant", rahim.id());
        await().atMost(SOON).until(() -> types(topic).contains("ice.expiring"));
        JsonObject event = on(topic).getFirst();
        assertThat(Instant.parse(event.getString("iceServersExpireAt")))
                .isAfter(Instant.now().plusSeconds(3_000));
        assertThat(event.getJsonArray("iceServers").getJsonObject(1).getString("username"))
                .contains(RAHIM.id() + ":" + meeting);
    }

    private void send(Request request) {
        redis.send(request).await().atMost(SOON);
    }

    @Test
    void whoever_left_gets_none_any_more_and_asking_often_is_held_back() {
        String meeting = OMAR.startsIn(channelOf(RAHIM, OMAR));
        RAHIM.joins(meeting);
        Place omar = OMAR.joins(meeting);
        OMAR.leaves(omar);

        OMAR.asksForIceServers(meeting, omar.id()).then().statusCode(403);
        Response last = OMAR.asksForIceServers(meeting, omar.id());
        for (int i = 0; i < 30; i++) {
            last = OMAR.asksForIceServers(meeting, omar.id());
        }
        last.then().statusCode(429);
    }

    @Test
    void a_turn_server_accepts_them_and_no_others(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/turnserver")), "coturn is not installed");
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        Response answer = RAHIM.joins(meeting).answer();
        String username = answer.path("iceServers[1].username");
        String credential = answer.path("iceServers[1].credential");

        Process server = turnserver(folder);
        try {
            await().atMost(SOON).until(() -> allocates(folder, username, credential));

            assertThat(allocates(folder, username, hmac(username + "x"))).isFalse();
            String later = username.replaceFirst("^\\d+", "9999999999");
            assertThat(allocates(folder, later, credential)).isFalse();
            String older = hmac(username, OLDER_SECRET);
            await().atMost(SOON).until(() -> allocates(folder, username, older));
        } finally {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Process turnserver(Path folder) throws IOException {
        return new ProcessBuilder(
                        "turnserver",
                        "-n",
                        "--no-cli",
                        "--listening-ip=127.0.0.1",
                        "--relay-ip=127.0.0.1",
                        "--listening-port=" + PORT,
                        "--min-port=47160",
                        "--max-port=47199",
                        "--use-auth-secret",
                        "--static-auth-secret=" + SECRET,
                        "--static-auth-secret=" + OLDER_SECRET,
                        "--realm=worksync.test",
                        "--no-tls",
                        "--no-dtls",
                        "--allow-loopback-peers",
                        "--pidfile=" + folder.resolve("turn.pid"),
                        "--log-file=" + folder.resolve("turn.log"),
                        "--simple-log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("turn.out").toFile())
                .start();
    }

    private static boolean allocates(Path folder, String username, String password)
            throws IOException, InterruptedException {
        Process client =
                new ProcessBuilder(
                                List.of(
                                        "turnutils_uclient",
                                        "-u",
                                        username,
                                        "-w",
                                        password,
                                        "-p",
                                        Integer.toString(PORT),
                                        "-y",
                                        "-c",
                                        "-n",
                                        "3",
                                        "-m",
                                        "1",
                                        "-L",
                                        "127.0.0.1",
                                        "127.0.0.1"))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("client.out").toFile())
                        .start();
        if (!client.waitFor(20, TimeUnit.SECONDS)) {
            client.destroyForcibly();
            return false;
        }
        return client.exitValue() == 0;
    }

    private static String hmac(String username) throws Exception {
        return hmac(username, SECRET);
    }

    private static String hmac(String username, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
    }
}

package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.worksync.gateway.support.RawSocket;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SlowReaderTest.SeldomPings.class)
class SlowReaderTest extends RunningGateway {

    /// Who reads nothing answers no ping either, and must not be ended for that.
    public static final class SeldomPings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("worksync.session.ping", "5m", "worksync.connection.pong-timeout", "5m");
        }
    }

    private static final int MANY = 80;
    private static final int CROWD = 50;
    private static final List<String> USERS = List.of("rahim", "mina", "omar", "zoe", "admin");
    private static final String LARGE = "{\"x\":\"" + "x".repeat(200_000) + "\"}";

    @Test
    void costs_only_itself() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        services.topicsOf(idOf("aisha"), channel);
        SocketClient slow = connected("rahim");
        SocketClient other = connected("aisha");
        slow.stopReading();
        double before = reached("queued");
        for (int i = 1; reached("queued") == before && i <= MANY; i++) {
            publish(channel, LARGE);
            assertThat(other.push(channel, "pub").path("offset").asInt()).isEqualTo(i);
        }
        slow.goOnReading();
        assertThat(slow.closeCode()).isEqualTo(3008);
        assertThat(other.isOpen()).isTrue();
    }

    /// Fifty that read nothing at all, whose kernels take only a little for them.
    @Test
    void fifty_cost_only_themselves() {
        String channel = topic("channel");
        USERS.forEach(user -> services.topicsOf(idOf(user), channel));
        services.topicsOf(idOf("aisha"), channel);
        double before = reached("queued");
        SocketClient other = connected("aisha");
        List<RawSocket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(neverReads(USERS.get(i % USERS.size())));
            }
            for (int i = 1; reached("queued") < before + CROWD && i <= MANY; i++) {
                publish(channel, LARGE);
                assertThat(other.push(channel, "pub").path("offset").asInt()).isEqualTo(i);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(reached("queued")).isEqualTo(before + CROWD));
            assertThat(other.isOpen()).isTrue();
        } finally {
            crowd.forEach(RawSocket::close);
        }
    }

    private RawSocket neverReads(String user) {
        RawSocket raw = RawSocket.narrow(port()).opened();
        String connect = "{\"id\":1,\"connect\":{\"token\":\"" + token(user) + "\"}}";
        raw.text(connect.getBytes(StandardCharsets.UTF_8));
        assertThat(raw.message()).contains("\"connect\"");
        return raw;
    }
}

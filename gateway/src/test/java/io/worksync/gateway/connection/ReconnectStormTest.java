package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.worksync.gateway.support.RawSocket;
import io.worksync.gateway.support.RunningGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// More connections than this node takes.
@QuarkusTest
@TestProfile(ReconnectStormTest.FewPlaces.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReconnectStormTest extends RunningGateway {

    private static final Pattern RETRY_AFTER = Pattern.compile("(?im)^retry-after: (\\d+)\r?$");

    private final List<RawSocket> sockets = new ArrayList<>();

    /// A node that is soon full.
    public static final class FewPlaces implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "worksync.connection.max", "30",
                    "worksync.connection.max-per-address", "20",
                    "worksync.connection.accept-per-second", "1",
                    "worksync.connection.accept-burst", "150",
                    "worksync.connection.connect-timeout", "60s");
        }
    }

    @AfterEach
    void close() {
        sockets.forEach(RawSocket::close);
        sockets.clear();
    }

    @Test
    @Order(1)
    void one_address_gets_only_so_many_places_whatever_it_claims_to_be() {
        double before = reached("connections_per_address");
        open("127.0.0.1", 20);
        assertRefused(answer("127.0.0.1"));
        assertRefused(answer("127.0.0.1", "X-Forwarded-For: 10.1.2.3"));
        assertRefused(answer("127.0.0.1", "Forwarded: for=10.1.2.3", "X-Real-IP: 10.1.2.3"));
        assertThat(reached("connections_per_address")).isEqualTo(before + 3);
        assertThat(answer("127.0.0.2")).startsWith("HTTP/1.1 101");
    }

    @Test
    @Order(2)
    void a_full_node_refuses_until_somebody_goes() {
        awaitPlaces();
        double before = reached("connections");
        open("127.0.0.1", 20);
        open("127.0.0.2", 10);
        assertRefused(answer("127.0.0.3"));
        assertThat(reached("connections")).isEqualTo(before + 1);
        sockets.removeFirst().close();
        Awaitility.await()
                .untilAsserted(() -> assertThat(answer("127.0.0.3")).startsWith("HTTP/1.1 101"));
    }

    @Test
    @Order(3)
    void those_who_come_too_fast_are_told_to_come_later() {
        double before = reached("accept_rate");
        String refusal = "";
        for (int i = 0; i < 400 && reached("accept_rate") == before; i++) {
            refusal = answer("127.0.0.4");
            close();
        }
        assertRefused(refusal);
        Awaitility.await()
                .untilAsserted(() -> assertThat(answer("127.0.0.4")).startsWith("HTTP/1.1 101"));
    }

    private void awaitPlaces() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(gauge("worksync_gateway_connections")).isZero());
    }

    private void open(String from, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(answer(from)).startsWith("HTTP/1.1 101");
        }
    }

    private String answer(String from, String... more) {
        RawSocket socket = new RawSocket(port(), from);
        sockets.add(socket);
        List<String> headers = new ArrayList<>(RawSocket.upgrade());
        headers.addAll(List.of(more));
        return socket.request("GET /connection/websocket HTTP/1.1", headers);
    }

    private static void assertRefused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("content-type: application/problem+json");
        Matcher retryAfter = RETRY_AFTER.matcher(answer);
        assertThat(retryAfter.find()).isTrue();
        assertThat(Integer.parseInt(retryAfter.group(1))).isBetween(1, 5);
    }
}

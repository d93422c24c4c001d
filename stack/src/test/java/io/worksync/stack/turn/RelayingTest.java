package io.worksync.stack.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.worksync.stack.part.Coturn;
import io.worksync.stack.process.ProcessInfo;
import io.worksync.stack.turn.TurnClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the relay of `up` gives, and to whom.
class RelayingTest {

    private static final int OK = 0;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int QUOTA = 486;

    @TempDir private static Path folder;
    private static Relay relay;

    @BeforeAll
    static void start() throws IOException {
        assumeThat(Coturn.program()).as("left out: coturn is not installed").isPresent();
        relay = Relay.ofUp(folder);
    }

    @AfterAll
    static void stop() {
        if (relay != null) {
            relay.close();
        }
    }

    @Test
    void two_people_reach_each_other_through_it() {
        assertThat(new RelayCheck(relay.address(), Relay.SECRET, Clock.systemUTC()).problem())
                .isEmpty();
    }

    @Test
    void the_next_secret_is_good_already() {
        assertThat(new RelayCheck(relay.address(), Relay.NEXT, Clock.systemUTC()).problem())
                .isEmpty();
    }

    @Test
    void another_secret_is_refused_and_the_remedy_is_said() {
        assertThat(new RelayCheck(relay.address(), "another", Clock.systemUTC()).problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("401", "static-auth-secret"));
    }

    @Test
    void where_nothing_listens_the_remedy_is_said() {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        assertThat(new RelayCheck(nobody, Relay.SECRET, Clock.systemUTC()).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("running"));
    }

    @Test
    void a_credential_that_has_ended_is_refused() throws IOException {
        assertThat(
                        allocate(
                                TurnCredential.until(
                                        Instant.now().minusSeconds(60), "x", Relay.SECRET)))
                .isEqualTo(UNAUTHORIZED);
    }

    @Test
    void a_password_of_another_name_is_refused() throws IOException {
        Instant later = Instant.now().plusSeconds(600);
        String foreign = TurnCredential.until(later, "rahim", Relay.SECRET).password();
        String name = TurnCredential.until(later, "aisha", Relay.SECRET).username();
        assertThat(allocate(new TurnCredential(name, foreign))).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void a_longer_life_written_into_the_name_is_refused() throws IOException {
        TurnCredential given =
                TurnCredential.until(Instant.now().plusSeconds(60), "x", Relay.SECRET);
        String longer = Instant.now().plusSeconds(86_400).getEpochSecond() + ":x";
        assertThat(allocate(new TurnCredential(longer, given.password()))).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void a_name_without_a_time_is_refused() throws IOException {
        assertThat(allocate(new TurnCredential("x", "x"))).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void the_media_server_may_be_reached_though_its_network_is_denied() throws IOException {
        try (TurnClient client = relay.client("media")) {
            client.allocate();
            assertThat(client.permit(new byte[] {10, 11, 12, 13}).code()).isEqualTo(OK);
            assertThat(client.permit(new byte[] {10, 11, 12, 14}).code()).isEqualTo(FORBIDDEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.77",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255"
            })
    void nothing_is_relayed_into_networks_that_are_not_public(String address) throws IOException {
        try (TurnClient client = relay.client("denied" + address)) {
            assertThat(client.allocate().succeeded()).isTrue();
            assertThat(client.permit(bytes(address)).code()).isEqualTo(FORBIDDEN);
            assertThat(client.bindChannel(bytes(address), 80).code()).isEqualTo(FORBIDDEN);
        }
    }

    @Test
    void a_thirteenth_address_is_too_many_for_one_person_but_not_for_others() throws IOException {
        TurnCredential credential =
                TurnCredential.until(Instant.now().plusSeconds(600), "greedy", Relay.SECRET);
        List<TurnClient> clients = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        try {
            for (int i = 0; i < 13; i++) {
                TurnClient client = relay.client(credential);
                clients.add(client);
                codes.add(client.allocate().code());
            }
            assertThat(codes.subList(0, 12)).containsOnly(OK);
            assertThat(codes.getLast()).isEqualTo(QUOTA);
            try (TurnClient other = relay.client("modest")) {
                assertThat(other.allocate().code()).isEqualTo(OK);
                other.refresh(Duration.ZERO);
            }
        } finally {
            for (TurnClient client : clients) {
                client.refresh(Duration.ZERO);
                client.close();
            }
        }
    }

    @Test
    void it_opens_no_tcp_connections_to_anybody() throws IOException {
        TurnCredential credential =
                TurnCredential.until(Instant.now().plusSeconds(600), "tcp", Relay.SECRET);
        try (TurnClient client = TurnClient.tcp(relay.address(), credential)) {
            Answer allocation = client.allocateTcp();
            assertThat(allocation.succeeded()).isFalse();
            client.allocate();
            InetSocketAddress ssh = new InetSocketAddress(InetAddress.getLoopbackAddress(), 22);
            assertThat(client.connect(ssh).succeeded()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5_766, 8_080, 9_641})
    void it_has_neither_command_line_nor_web_page_nor_metrics(int port) {
        assertThat(ProcessInfo.listenerOf(port)).isNotEqualTo(Optional.of(relay.pid()));
    }

    private static int allocate(TurnCredential credential) throws IOException {
        try (TurnClient client = relay.client(credential)) {
            return client.allocate().code();
        }
    }

    private static byte[] bytes(String address) throws UnknownHostException {
        return InetAddress.getByName(address).getAddress();
    }
}

package io.worksync.stack.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.worksync.stack.Layout;
import io.worksync.stack.part.Coturn;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The configuration that ships for real hosts reaches nothing behind the relay, whatever the
/// address looks like.
class RelayingOnARealHostTest {

    private static final int FORBIDDEN = 403;
    private static final int WRONG_FAMILY = 443;

    @TempDir private static Path folder;
    private static Relay relay;

    @BeforeAll
    static void start() throws IOException {
        assumeThat(Coturn.program()).as("left out: coturn is not installed").isPresent();
        Path root = Layout.rootAbove(Path.of(System.getProperty("worksync.root", "")));
        relay = Relay.ofProduction(root, folder);
    }

    @AfterAll
    static void stop() {
        if (relay != null) {
            relay.close();
        }
    }

    @Test
    void its_own_loopback_interface_is_denied() throws IOException {
        try (TurnClient client = relay.client("own")) {
            client.allocate();
            assertThat(client.permit(new byte[] {127, 0, 0, 1}).code()).isEqualTo(FORBIDDEN);
            assertThat(client.permit(new byte[] {127, 1, 2, 3}).code()).isEqualTo(FORBIDDEN);
            assertThat(client.permit(new byte[] {8, 8, 8, 8}).code()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "unspecified,      00000000000000000000000000000000",
        "loopback,         00000000000000000000000000000001",
        "mapped loopback,  00000000000000000000ffff7f000001",
        "mapped private,   00000000000000000000ffff0a000001",
        "mapped metadata,  00000000000000000000ffffa9fea9fe",
        "nat64 loopback,   0064ff9b00000000000000007f000001",
        "local nat64,      0064ff9b00010000000000007f000001",
        "discard,          01000000000000000000000000000001",
        "teredo,           20010000000000000000000000000001",
        "documentation,    20010db8000000000000000000000001",
        "6to4 loopback,    20027f00000100000000000000000001",
        "unique local,     fd00ec20000000000000000000000254",
        "link local,       fe800000000000000000000000000001",
        "site local,       fec00000000000000000000000000001",
        "multicast,        ff020000000000000000000000000001"
    })
    void no_form_of_an_inner_address_passes(String name, String hex) throws IOException {
        byte[] address = HexFormat.of().parseHex(hex);
        try (TurnClient client = relay.client(hex)) {
            assertThat(client.allocateIpv6().code()).isZero();
            // a mapped address is of the other family for some versions: refused either way
            assertThat(client.permit(address).code()).as(name).isIn(FORBIDDEN, WRONG_FAMILY);
            assertThat(client.bindChannel(address, 80).code()).isIn(FORBIDDEN, WRONG_FAMILY);
        }
    }

    @Test
    void public_addresses_of_both_families_pass() throws IOException {
        byte[] address = InetAddress.getByName("2606:4700:4700::1111").getAddress();
        assertThat(InetAddress.getByAddress(address)).isInstanceOf(Inet6Address.class);
        try (TurnClient client = relay.client("public")) {
            assertThat(client.allocateIpv6().code()).isZero();
            assertThat(client.permit(address).code()).isZero();
        }
    }
}

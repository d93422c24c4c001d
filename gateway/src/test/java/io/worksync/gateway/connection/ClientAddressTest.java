package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {

    @Test
    void an_ipv4_address_counts_by_itself() {
        assertThat(ClientAddress.of("192.0.2.1")).isNotEqualTo(ClientAddress.of("192.0.2.2"));
        assertThat(ClientAddress.of("::ffff:192.0.2.1")).isEqualTo(ClientAddress.of("192.0.2.1"));
    }

    @Test
    void an_ipv6_network_counts_as_one() {
        assertThat(ClientAddress.of("2001:db8:1:2::1"))
                .isEqualTo(ClientAddress.of("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(ClientAddress.of("2001:db8:1:3::1"));
        assertThat(ClientAddress.of("fe80::1%eth0")).isEqualTo(ClientAddress.of("fe80::2"));
    }
}

package io.worksync.gateway.connection;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// Whom connections are counted for: an IPv4 address, or the 64 bits of an IPv6 network, of which
/// one customer has all addresses.
final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    static String of(SocketAddress remote) {
        String address = remote.hostAddress();
        return address == null ? "" : of(address);
    }

    static String of(String literal) {
        int zone = literal.indexOf('%');
        InetAddress address =
                InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone));
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }
}

package io.worksync.stack.part;

import io.worksync.stack.StackFailure;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/// The addresses at which the media server can be reached by browsers on this machine.
///
/// Janus never uses the loopback interface (`ice.c`, "Skip loopback interfaces"), so it needs
/// another one, be it one without a network behind it.
public record MediaAddresses(List<String> addresses) {

    /// How to get an address where there is none, as root; the address stays on this machine.
    public static final String REMEDY =
            "ip link add worksync0 type ifb; ip addr add 127.77.0.1/32 dev worksync0; ip link set"
                    + " worksync0 up";

    public MediaAddresses {
        addresses = List.copyOf(addresses);
    }

    /// IPv4 addresses of all interfaces that are up, but the loopback interface.
    public static MediaAddresses ofThisMachine() {
        try {
            return new MediaAddresses(
                    NetworkInterface.networkInterfaces()
                            .filter(MediaAddresses::isUsable)
                            .flatMap(NetworkInterface::inetAddresses)
                            .filter(Inet4Address.class::isInstance)
                            .map(InetAddress::getHostAddress)
                            .sorted()
                            .toList());
        } catch (SocketException e) {
            throw new StackFailure("cannot list the network interfaces: " + e.getMessage(), e);
        }
    }

    public boolean none() {
        return addresses.isEmpty();
    }

    /// Those that never leave the machine are enough where there are some.
    List<String> preferred() {
        List<String> local =
                addresses.stream().filter(address -> address.startsWith("127.")).toList();
        return local.isEmpty() ? addresses : local;
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }
}

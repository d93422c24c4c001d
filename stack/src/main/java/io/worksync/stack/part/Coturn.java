package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.install.Installed;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import io.worksync.stack.turn.RelayCheck;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The TURN server, where the machine has one installed: it relays media between people whom no
/// direct path connects.
public final class Coturn implements Part {

    public static final String NAME = "coturn";
    public static final int PORT = 3_478;

    private static final int RELAY_PORT = 49_160;
    private static final int RELAY_PORTS = 100;

    private final Layout layout;
    private final Secrets secrets;

    public Coturn(Layout layout, Secrets secrets) {
        this.layout = layout;
        this.secrets = secrets;
    }

    public static Optional<Path> program() {
        return Installed.program("turnserver");
    }

    @Override
    public PartId id() {
        return new PartId(NAME, 1);
    }

    @Override
    public int port() {
        return layout.port(PORT);
    }

    /// The addresses for browsers; none where no TURN server is installed.
    public List<String> urls() {
        String address = "turn:127.0.0.1:" + port();
        return program().isEmpty()
                ? List.of()
                : List.of(address + "?transport=udp", address + "?transport=tcp");
    }

    /// Why it does not relay, and what to do about it; nothing where two of its clients reach each
    /// other.
    public Optional<String> problem(Clock clock) {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
        return new RelayCheck(server, secrets.get(Secrets.TURN), clock).problem();
    }

    @Override
    public void prepare() {
        // port numbers end at 65535: other stacks relay below the first one
        int first = RELAY_PORT - layout.offset() / 10;
        new Template("turnserver.conf")
                .write(
                        configuration(),
                        Map.of(
                                "port",
                                Integer.toString(port()),
                                "secret",
                                secrets.get(Secrets.TURN),
                                "nextSecret",
                                secrets.get(Secrets.TURN_NEXT),
                                "totalQuota",
                                Integer.toString(RELAY_PORTS),
                                "firstRelayPort",
                                Integer.toString(first),
                                "lastRelayPort",
                                Integer.toString(first + RELAY_PORTS - 1),
                                "mediaServer",
                                mediaServer(),
                                "deniedPeers",
                                new Template("turnserver-denied-peers.conf").text(Map.of()),
                                "folder",
                                layout.data(NAME).toString()));
    }

    private static String mediaServer() {
        return MediaAddresses.ofThisMachine().preferred().stream()
                .map(address -> "allowed-peer-ip=" + address)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        program().map(Path::toString).orElse("turnserver"),
                        "-c",
                        configuration().toString()),
                Map.of());
    }

    @Override
    public boolean isReady(long pid) {
        return Probe.answersStun(port());
    }

    private Path configuration() {
        return layout.state().resolve("config/turnserver.conf");
    }
}

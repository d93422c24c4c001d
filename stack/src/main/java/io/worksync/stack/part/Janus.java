package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Installed;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The media server, where the machine has one installed: meetings of more than four people send
/// their media through it.
///
/// It loads one plugin, VideoRoom, and one transport, WebSocket, on the loopback interface and only
/// for whoever knows its secret. Media itself needs another interface: [MediaAddresses].
public final class Janus implements Part {

    public static final String NAME = "janus";
    public static final int PORT = 8_188;

    /// A second one is for meetings to move to when the first dies.
    private static final int MOST = 2;

    private static final int MEDIA_PORT = 40_000;
    private static final int MEDIA_PORTS = 400;
    private static final String PLUGIN = "libjanus_videoroom.so";
    private static final String TRANSPORT = "libjanus_websockets.so";

    private static final List<Path> LIBRARIES =
            List.of(
                    Path.of("/usr/lib/x86_64-linux-gnu/janus"),
                    Path.of("/usr/lib/aarch64-linux-gnu/janus"),
                    Path.of("/usr/lib/janus"),
                    Path.of("/usr/local/lib/janus"),
                    Path.of("/opt/janus/lib/janus"));

    private final Layout layout;
    private final Secrets secrets;
    private final int instance;

    public Janus(Layout layout, Secrets secrets, int instance) {
        this.layout = layout;
        this.secrets = secrets;
        this.instance = instance;
    }

    /// As many as a stack of this size has; none where Janus is not installed or could reach
    /// nobody.
    public static List<Janus> all(Layout layout, Secrets secrets, Replicas replicas) {
        if (missing().isPresent()) {
            return List.of();
        }
        return IntStream.rangeClosed(1, Math.min(replicas.each(), MOST))
                .mapToObj(instance -> new Janus(layout, secrets, instance))
                .toList();
    }

    /// Why there is none here, and how that changes; empty where there is one.
    public static Optional<String> missing() {
        if (program().isEmpty() || libraries().isEmpty()) {
            return Optional.of("not installed: apt install --no-install-recommends janus");
        }
        return MediaAddresses.ofThisMachine().none()
                ? Optional.of(
                        "installed, but it cannot use the loopback interface and there is no other"
                                + " one; as root: "
                                + MediaAddresses.REMEDY)
                : Optional.empty();
    }

    @Override
    public PartId id() {
        return new PartId(NAME, instance);
    }

    @Override
    public int port() {
        return layout.port(PORT) + instance - 1;
    }

    /// Where signaling-service reaches it.
    public String url() {
        return "ws://127.0.0.1:" + port();
    }

    @Override
    public void prepare() {
        link(libraries().orElseThrow().resolve("plugins").resolve(PLUGIN), plugins());
        link(libraries().orElseThrow().resolve("transports").resolve(TRANSPORT), transports());
        // port numbers end at 65535: other stacks use those below the first one's
        int first = MEDIA_PORT - layout.offset() / 10 + (instance - 1) * MEDIA_PORTS;
        write(
                "janus.jcfg",
                Map.of(
                        "configuration",
                        configuration().toString(),
                        "plugins",
                        plugins().toString(),
                        "transports",
                        transports().toString(),
                        "none",
                        created(configuration().resolve("none")).toString(),
                        "apiSecret",
                        secrets.get(Secrets.JANUS_API),
                        "adminSecret",
                        secrets.get(Secrets.JANUS_ADMIN),
                        "name",
                        id().toString(),
                        "firstPort",
                        Integer.toString(first),
                        "lastPort",
                        Integer.toString(first + MEDIA_PORTS - 1),
                        "addresses",
                        addresses()));
        write(
                "janus.plugin.videoroom.jcfg",
                Map.of("adminKey", secrets.get(Secrets.JANUS_ROOM_KEY)));
        write("janus.transport.websockets.jcfg", Map.of("port", Integer.toString(port())));
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        program().map(Path::toString).orElse(NAME),
                        "-C",
                        configuration().resolve("janus.jcfg").toString(),
                        "-F",
                        configuration().toString()),
                Map.of());
    }

    @Override
    public boolean isReady(long pid) {
        return Probe.answers(
                port(),
                """
                GET / HTTP/1.1\r
                Host: 127.0.0.1\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: d29ya3N5bmMtcHJvYmUtMQ==\r
                Sec-WebSocket-Protocol: janus-protocol\r
                \r
                """,
                " 101 ");
    }

    /// Addresses that never leave the machine are enough; otherwise Janus looks for itself, since
    /// a laptop's change.
    private static String addresses() {
        List<String> preferred = MediaAddresses.ofThisMachine().preferred();
        return preferred.getFirst().startsWith("127.")
                ? "ice_enforce_list = \"" + String.join(",", preferred) + "\""
                : "ice_ignore_list = \"vmnet,docker,veth,br-\"";
    }

    private void write(String file, Map<String, String> values) {
        new Template("janus/" + file).write(configuration().resolve(file), values);
    }

    private static void link(Path library, Path folder) {
        try {
            created(folder);
            Path link = folder.resolve(library.getFileName());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, library);
        } catch (IOException e) {
            throw new StackFailure("cannot link " + library + ": " + e.getMessage(), e);
        }
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StackFailure("cannot create " + folder + ": " + e.getMessage(), e);
        }
    }

    private Path configuration() {
        return layout.state().resolve("config").resolve(id().toString());
    }

    private Path plugins() {
        return configuration().resolve("plugins");
    }

    private Path transports() {
        return configuration().resolve("transports");
    }

    private static Optional<Path> program() {
        return Installed.program(NAME, "/opt/janus/bin");
    }

    private static Optional<Path> libraries() {
        return LIBRARIES.stream()
                .filter(folder -> Files.isReadable(folder.resolve("plugins").resolve(PLUGIN)))
                .filter(folder -> Files.isReadable(folder.resolve("transports").resolve(TRANSPORT)))
                .findFirst();
    }
}

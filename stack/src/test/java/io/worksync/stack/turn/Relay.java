package io.worksync.stack.turn;

import io.worksync.stack.part.Coturn;
import io.worksync.stack.process.Deadline;
import io.worksync.stack.process.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// A coturn that runs by one of the configuration files that ship, for one test class.
final class Relay implements AutoCloseable {

    static final String SECRET = "the present secret";
    static final String NEXT = "the next secret";

    private final Process process;
    private final int port;

    private Relay(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// By the file of `up`.
    static Relay ofUp(Path folder) throws IOException {
        String text = resource("turnserver.conf");
        return started(
                folder,
                text.replace("{{deniedPeers}}", resource("turnserver-denied-peers.conf"))
                        .replace("{{mediaServer}}", "allowed-peer-ip=10.11.12.13"));
    }

    /// By the file for real hosts, on this one: with addresses of both families, without
    /// certificates.
    static Relay ofProduction(Path root, Path folder) throws IOException {
        String text = Files.readString(root.resolve("deploy/coturn/turnserver.conf"));
        return started(
                folder,
                text.replaceAll("(?m)^(cert|pkey|no-dtls|tls-listening-port).*$", "")
                                .replace("{{publicAddress}}", "127.0.0.1")
                                .replace("relay-ip=127.0.0.1", "relay-ip=127.0.0.1\nrelay-ip=::1")
                                .replace("listening-port=3478", "listening-port={{port}}")
                        + "\nno-tls\nno-dtls\npidfile={{folder}}/turn.pid\nuserdb={{folder}}/turndb\n");
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    TurnClient client(String name) throws IOException {
        return client(TurnCredential.until(Instant.now().plusSeconds(600), name, SECRET));
    }

    TurnClient client(TurnCredential credential) throws IOException {
        return TurnClient.udp(address(), credential);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Relay started(Path folder, String text) throws IOException {
        int port = freePort();
        Path file = folder.resolve("turnserver.conf");
        String filled = text;
        for (var value :
                Map.of(
                                "port",
                                "" + port,
                                "secret",
                                SECRET,
                                "nextSecret",
                                NEXT,
                                "totalQuota",
                                "100",
                                "firstRelayPort",
                                "47000",
                                "lastRelayPort",
                                "47099",
                                "folder",
                                folder.toString())
                        .entrySet()) {
            filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        Files.writeString(file, filled);
        Process process =
                new ProcessBuilder(Coturn.program().orElseThrow().toString(), "-c", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("turnserver.log").toFile())
                        .start();
        Relay relay = new Relay(process, port);
        if (!Deadline.await(Duration.ofSeconds(20), () -> Probe.answersStun(port))) {
            relay.close();
            throw new IOException(
                    "coturn does not start: " + Files.readString(folder.resolve("turnserver.log")));
        }
        return relay;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Coturn.class.getResourceAsStream("/io/worksync/stack/" + name)) {
            if (in == null) {
                throw new IOException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

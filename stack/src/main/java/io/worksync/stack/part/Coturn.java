package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.process.Command;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The TURN server, where the machine has one installed: it relays media between people whom no
/// direct path connects.
public final class Coturn implements Part {

    public static final String NAME = "coturn";
    public static final int PORT = 3_478;

    private static final int RELAY_PORT = 49_160;
    private static final int CREDENTIAL_SECONDS = 60;
    private static final int RELAY_PORTS = 100;

    private final Layout layout;
    private final Secrets secrets;

    public Coturn(Layout layout, Secrets secrets) {
        this.layout = layout;
        this.secrets = secrets;
    }

    public static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/bin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "turnserver"))
                .filter(Files::isExecutable)
                .findFirst();
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

    /// Whether two of its clients reach each other through it, tried with coturn's own test client
    /// and a credential of the kind that signaling-service makes: `expiry:name`, and the HMAC-SHA1
    /// of that with the shared secret.
    public boolean relays() {
        String username = System.currentTimeMillis() / 1000 + CREDENTIAL_SECONDS + ":doctor";
        return Command.succeeds(
                "turnutils_uclient",
                "-y",
                "-c",
                "-n",
                "3",
                "-m",
                "1",
                "-L",
                "127.0.0.1",
                "-p",
                Integer.toString(port()),
                "-u",
                username,
                "-w",
                password(username),
                "127.0.0.1");
    }

    private String password(String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            byte[] secret = secrets.get(Secrets.TURN).getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] code = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new StackFailure("this JDK knows no HMAC-SHA1", e);
        }
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
                                "firstRelayPort",
                                Integer.toString(first),
                                "lastRelayPort",
                                Integer.toString(first + RELAY_PORTS - 1),
                                "folder",
                                layout.data(NAME).toString()));
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

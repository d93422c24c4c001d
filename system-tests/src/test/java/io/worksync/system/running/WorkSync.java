package io.worksync.system.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/// The packaged WorkSync as `./worksync up --replicas 2` runs it, started once for all tests.
public final class WorkSync {

    private static final String TEST_STATE = ".worksync/test";
    private static final String TEST_OFFSET = "10000";
    private static final Duration UP = Duration.ofMinutes(8);
    private static final Duration ONE = Duration.ofMinutes(2);

    private final WorksyncCommand command;
    private final Path state;
    private final int offset;
    private final Tokens tokens;
    private final Logs logs;

    private WorkSync() {
        Path root = Path.of(System.getProperty("worksync.root", ".."));
        state = root.resolve(setting("WORKSYNC_STATE_DIR", TEST_STATE)).toAbsolutePath();
        offset =
                Integer.parseInt(
                        setting(
                                "WORKSYNC_PORT_OFFSET",
                                setting("WORKSYNC_TEST_PORT_OFFSET", TEST_OFFSET)));
        command = new WorksyncCommand(root, state, offset);
        tokens = new Tokens(keycloak());
        logs = new Logs(state.resolve("logs"));
    }

    private static final class Holder {
        private static final WorkSync RUNNING = new WorkSync().up();
    }

    /// The running one; the first call starts it.
    public static WorkSync running() {
        return Holder.RUNNING;
    }

    public URI gateway(int instance) {
        return URI.create("http://localhost:" + (8080 + offset + instance - 1));
    }

    public List<URI> gateways() {
        return List.of(gateway(1), gateway(2));
    }

    public URI keycloak() {
        return URI.create("http://localhost:" + (8180 + offset));
    }

    public Tokens tokens() {
        return tokens;
    }

    /// The API as this person uses it.
    public Api as(String user) {
        return as(user, 1);
    }

    public Api as(String user, int instance) {
        return new Api(gateway(instance), () -> tokens.of(user));
    }

    public RealtimeSocket socketOf(String user, int instance) throws IOException {
        return RealtimeSocket.connected(gateway(instance), tokens.of(user));
    }

    /// SIGKILL.
    public void kill(String part, int instance) {
        command.run(ONE, "kill", part, "" + instance).expectDone();
    }

    /// Starts what was killed and waits until it is ready.
    public void start(String part, int instance) {
        command.run(ONE, "start", part, "" + instance).expectDone();
    }

    /// The parts as `status --json` tells them.
    public JsonNode status() {
        return Json.parse(command.run(ONE, "status", "--json").expectDone().out());
    }

    /// A password of this stack, as its operator can read it.
    public String secret(String name) {
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(state.resolve("secrets.properties"))) {
            secrets.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets.getProperty(name);
    }

    public WorksyncCommand command() {
        return command;
    }

    public Logs logs() {
        return logs;
    }

    private WorkSync up() {
        command.run(UP, "up", "--replicas", "2", "--detach").expectDone();
        assertThat(status()).isNotEmpty();
        return this;
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}

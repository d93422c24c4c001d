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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The packaged WorkSync as `./worksync up --replicas 2` runs it, started once for all tests.
///
/// A proxy stands in front of each gateway, and between services and what they depend on, so that
/// the network can be made to fail; they are gone when this JVM is.
public final class WorkSync {

    private static final int FIRST_DETOUR = 17_000;
    private static final int REDIS = 16_379;
    private static final int POSTGRES = 15_432;
    private static final int GATEWAY = 8_080;

    private static final String TEST_STATE = ".worksync/test";
    /// There are few demo users, and tests that need many sockets.
    private static final String SESSIONS = "200";

    private static final String TEST_OFFSET = "10000";
    private static final Duration UP = Duration.ofMinutes(8);
    private static final Duration TRAINED = Duration.ofMinutes(20);
    private static final Duration ONE = Duration.ofMinutes(2);
    private static final Duration STARTED = Duration.ofMinutes(5);
    /// The launcher kills whoever takes 40 s.
    private static final Duration STOPPED = Duration.ofSeconds(38);

    private final WorksyncCommand command;
    private final Path root;
    private final Path state;
    private final int offset;
    private final Tokens tokens;
    private final Logs logs;
    private final Map<String, Proxy> detours = new LinkedHashMap<>();
    private final List<Proxy> doors;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    private WorkSync() {
        root = Path.of(System.getProperty("worksync.root", "..")).toAbsolutePath().normalize();
        state = root.resolve(setting("WORKSYNC_STATE_DIR", TEST_STATE)).toAbsolutePath();
        offset =
                Integer.parseInt(
                        setting(
                                "WORKSYNC_PORT_OFFSET",
                                setting("WORKSYNC_TEST_PORT_OFFSET", TEST_OFFSET)));
        detour("gateway-1", "redis", REDIS);
        detour("gateway-2", "redis", REDIS);
        detour("chat-service-1", "redis", REDIS);
        detour("chat-service-2", "redis", REDIS);
        detour("chat-service-1", "postgres", POSTGRES);
        detour("chat-service-2", "postgres", POSTGRES);
        doors = List.of(new Proxy(0, GATEWAY + offset), new Proxy(0, GATEWAY + offset + 1));
        Map<String, String> environment =
                Map.of("WORKSYNC_DETOURS", detours(), "WORKSYNC_SESSION_MAX_PER_USER", SESSIONS);
        command = new WorksyncCommand(root, state, offset, environment);
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
        return URI.create("http://localhost:" + (GATEWAY + offset + instance - 1));
    }

    /// The proxy before a gateway, for clients that are to be cut off from it.
    public Proxy door(int instance) {
        return doors.get(instance - 1);
    }

    /// The proxy between an instance of a service and what it depends on, such as `gateway-1` and
    /// `redis`.
    public Proxy between(String instance, String backing) {
        Proxy proxy = detours.get(instance + ":" + backing);
        if (proxy == null) {
            throw new IllegalArgumentException("no proxy from " + instance + " to " + backing);
        }
        return proxy;
    }

    public int redisPort() {
        return REDIS + offset;
    }

    public int postgresPort() {
        return POSTGRES + offset;
    }

    /// The repository.
    public Path root() {
        return root;
    }

    public Path state() {
        return state;
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

    /// The API as this person uses it through the proxy before a gateway.
    public Api throughDoor(String user, int instance) {
        return new Api(door(instance).uri(), () -> tokens.of(user));
    }

    /// The id of a demo user.
    public String idOf(String user) {
        return ids.computeIfAbsent(user, name -> as(name).me());
    }

    public RealtimeSocket socketOf(String user, int instance) throws IOException {
        return RealtimeSocket.connected(gateway(instance), tokens.of(user));
    }

    /// SIGKILL.
    public void kill(String part, int instance) {
        command.run(ONE, "kill", part, "" + instance).expectDone();
    }

    /// SIGTERM, as an update does it; returns when the process is gone, and fails when it had to be
    /// killed in the end.
    public void stop(String part, int instance) {
        long begin = System.nanoTime();
        command.run(ONE, "stop", part, "" + instance).expectDone();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("the time in which %s %d stopped", part, instance)
                .isLessThan(STOPPED);
    }

    /// Starts what was killed or stopped and waits until it is ready.
    public void start(String part, int instance) {
        command.run(STARTED, "start", part, "" + instance).expectDone();
    }

    /// The same, with more variables in the environment of the new process.
    public void start(String part, int instance, Map<String, String> environment) {
        command.run(ONE, environment, "start", part, "" + instance).expectDone();
    }

    /// SIGSTOP: it stands still with everything that it holds, until it is resumed.
    public void pause(String part, int instance) {
        signal("STOP", part, instance);
    }

    /// SIGCONT.
    public void resume(String part, int instance) {
        signal("CONT", part, instance);
    }

    /// What an aborted run had paused.
    private void resumeAll() {
        try (Stream<Path> files = Files.list(state.resolve("run"))) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".pid"))
                    .map(name -> name.substring(0, name.length() - ".pid".length()))
                    .forEach(id -> signal("CONT", pid(id)));
        } catch (IOException nothingStartedYet) {
            // then nothing is paused
        }
    }

    private void signal(String signal, String part, int instance) {
        signal(signal, pid(part, instance));
    }

    private static void signal(String signal, long pid) {
        String pids =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(child -> " " + child.pid())
                        .collect(Collectors.joining("", "" + pid, ""));
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pids).start();
            kill.waitFor(ONE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isRunning(String part, int instance) {
        if (!Files.exists(state.resolve("run").resolve(part + "-" + instance + ".pid"))) {
            return false;
        }
        return ProcessHandle.of(pid(part, instance)).filter(ProcessHandle::isAlive).isPresent();
    }

    /// The process id, as its pid file has it.
    public long pid(String part, int instance) {
        return pid(part + "-" + instance);
    }

    private long pid(String id) {
        Path file = state.resolve("run").resolve(id + ".pid");
        try {
            return Long.parseLong(Files.readAllLines(file).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return String.valueOf(secrets.getProperty(name));
    }

    public WorksyncCommand command() {
        return command;
    }

    public Logs logs() {
        return logs;
    }

    private void detour(String instance, String backing, int port) {
        int number = FIRST_DETOUR + offset + detours.size();
        detours.put(instance + ":" + backing, new Proxy(number, port + offset));
    }

    private String detours() {
        return detours.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue().port())
                .collect(Collectors.joining(","));
    }

    private WorkSync up() {
        resumeAll();
        if (System.getenv("WORKSYNC_TESTS_TRAIN") != null) {
            command.run(TRAINED, "train").expectDone();
        }
        command.run(UP, "up", "--replicas", "2", "--detach").expectDone();
        assertThat(status()).isNotEmpty();
        Patience.await("everything answers", ONE, this::answers);
        return this;
    }

    /// A stack that was left running has seen its proxies go and come back.
    private boolean answers() {
        try {
            return gateways().stream()
                    .map(gateway -> new Api(gateway, () -> tokens.of("rahim")))
                    .allMatch(api -> api.get("/api/chat/v1/channels?limit=1").status() == 200);
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}

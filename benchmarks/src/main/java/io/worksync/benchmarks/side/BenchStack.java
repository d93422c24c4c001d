package io.worksync.benchmarks.side;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.worksync.benchmarks.measure.BenchFailure;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// A stack for benchmarks alone, with the full JIT, beside whatever else runs here. Its data
/// outlives it, so that the crowd need not be created again. The peers use its PostgreSQL and
/// Redis.
public final class BenchStack implements AutoCloseable {

    private static final String OFFSET = "20000";
    private static final int GATEWAYS = Integer.getInteger("bench.gateways", 2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Path state;
    private final int offset;

    public BenchStack(Path root) {
        Map<String, String> given = System.getenv();
        this.root = root;
        this.state = root.resolve(given.getOrDefault("WORKSYNC_STATE_DIR", ".worksync/bench"));
        this.offset = Integer.parseInt(given.getOrDefault("WORKSYNC_PORT_OFFSET", OFFSET));
    }

    /// One of each service, and gateways as `bench.gateways` says.
    void up() {
        String each = System.getProperty("bench.replicas", "1");
        run(true, "up", "--replicas", each, "--gateways", Integer.toString(GATEWAYS), "--detach");
    }

    /// Kills an instance of a process (SIGKILL).
    public void kill(String name, int instance) {
        run(false, "kill", name, Integer.toString(instance));
    }

    /// Starts it again; returns when it is ready.
    public void start(String name, int instance) {
        run(false, "start", name, Integer.toString(instance));
    }

    int gateways() {
        return GATEWAYS;
    }

    /// A port of this stack's range.
    int port(int base) {
        return base + offset;
    }

    String redisUrl() {
        return "redis://:%s@127.0.0.1:%d".formatted(secret("redis.password"), port(16_379));
    }

    Path state() {
        return state;
    }

    Path log(String name) {
        return state.resolve("logs").resolve(name + ".log");
    }

    URI gateway(int instance) {
        return URI.create("http://localhost:" + (8_080 + offset + instance - 1));
    }

    URI keycloak() {
        return URI.create("http://localhost:" + (8_180 + offset));
    }

    public Path root() {
        return root;
    }

    String secret(String name) {
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(state.resolve("secrets.properties"))) {
            secrets.load(reader);
        } catch (IOException e) {
            throw new BenchFailure("no secrets in " + state, e);
        }
        String secret = secrets.getProperty(name);
        if (secret == null) {
            throw new BenchFailure("no secret " + name + " in " + state);
        }
        return secret;
    }

    /// The running processes by name; several instances of a service are several pids.
    Map<String, List<Long>> processes() {
        try {
            Map<String, List<Long>> pids = new TreeMap<>();
            for (JsonNode process : JSON.readTree(run(false, "status", "--json"))) {
                if (process.path("pid").isNumber()) {
                    pids.computeIfAbsent(process.path("name").asText(), name -> new ArrayList<>())
                            .add(process.path("pid").asLong());
                }
            }
            return pids;
        } catch (JsonProcessingException e) {
            throw new BenchFailure("status --json is no JSON", e);
        }
    }

    @Override
    public void close() {
        if (!Boolean.getBoolean("bench.keep")) {
            run(false, "down");
        }
    }

    private String run(boolean shown, String... arguments) {
        List<String> command = new ArrayList<>(List.of(root.resolve("worksync").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WORKSYNC_STATE_DIR", state.toString());
        builder.environment().put("WORKSYNC_PORT_OFFSET", Integer.toString(offset));
        builder.environment().put("WORKSYNC_JIT", "full");
        builder.environment().put("WORKSYNC_SKIP_BUILD", "1");
        try {
            Process process = builder.start();
            StringBuilder output = new StringBuilder();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> keep(output, line, shown));
            }
            if (process.waitFor() != 0) {
                throw new BenchFailure(String.join(" ", command) + " failed: " + output);
            }
            return output.toString();
        } catch (IOException e) {
            throw new BenchFailure("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private static void keep(StringBuilder output, String line, boolean shown) {
        output.append(line).append('\n');
        if (shown) {
            System.out.println(line);
        }
    }
}

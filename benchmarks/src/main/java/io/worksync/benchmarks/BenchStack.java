package io.worksync.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/// A stack for benchmarks alone: two of each service, with the full JIT, beside whatever else runs
/// here. Its data outlives it, so that the crowd need not be created again.
final class BenchStack implements AutoCloseable {

    private static final String OFFSET = "20000";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Path state;
    private final int offset;

    BenchStack(Path root) {
        Map<String, String> given = System.getenv();
        this.root = root;
        this.state = root.resolve(given.getOrDefault("WORKSYNC_STATE_DIR", ".worksync/bench"));
        this.offset = Integer.parseInt(given.getOrDefault("WORKSYNC_PORT_OFFSET", OFFSET));
    }

    void up() {
        run(true, "up", "--replicas", "2", "--detach");
    }

    URI gateway(int instance) {
        return URI.create("http://localhost:" + (8_080 + offset + instance - 1));
    }

    URI keycloak() {
        return URI.create("http://localhost:" + (8_180 + offset));
    }

    Path root() {
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
        run(false, "down");
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

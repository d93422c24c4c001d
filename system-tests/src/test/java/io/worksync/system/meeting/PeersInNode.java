package io.worksync.system.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Participants who are no browsers, in one process of Node.
final class PeersInNode {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Duration GIVE_UP = Duration.ofMinutes(3);

    private PeersInNode() {}

    /// Lets these people join, as often as they are named, and send sound and pictures, until each
    /// had so many packets of all others, or the deadline has passed; gives what each had.
    static JsonNode meet(WorkSync worksync, String meeting, List<String> users, int enough) {
        try {
            Path script = Files.createTempFile("crowd", ".cjs");
            Path output = Files.createTempFile("crowd", ".out");
            try {
                Files.write(script, script());
                return run(
                        script,
                        output,
                        Map.of(
                                "url",
                                worksync.gateway(1).toString(),
                                "meeting",
                                meeting,
                                "tokens",
                                users.stream().map(worksync.tokens()::of).toList(),
                                "enough",
                                enough,
                                "deadlineMs",
                                DEADLINE.toMillis()));
            } finally {
                Files.delete(script);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode run(Path script, Path output, Map<String, ?> told)
            throws IOException, InterruptedException {
        ProcessBuilder node =
                new ProcessBuilder("node", script.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        Path web = Path.of(System.getProperty("worksync.root", ".."), "web").toAbsolutePath();
        node.environment().put("NODE_PATH", web.resolve("node_modules").toString());
        Process process = node.start();
        try {
            try (var in = process.getOutputStream()) {
                in.write(Json.write(Json.of(told)).getBytes(UTF_8));
            }
            boolean ended = process.waitFor(GIVE_UP.toSeconds(), TimeUnit.SECONDS);
            String report = Files.readString(output);
            assertThat(ended).as("ended within %s: %s", GIVE_UP, report).isTrue();
            assertThat(process.exitValue()).as(report).isZero();
            return Json.parse(report);
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte[] script() throws IOException {
        try (InputStream in = PeersInNode.class.getResourceAsStream("crowd.cjs")) {
            if (in == null) {
                throw new IOException("no crowd.cjs");
            }
            return in.readAllBytes();
        }
    }
}

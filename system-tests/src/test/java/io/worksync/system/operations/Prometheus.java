package io.worksync.system.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Patience;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Prometheus that reads the services that run, and evaluates the chart's rules each second.
///
/// Alerts wait a second instead of minutes; what they ask is as in the chart.
final class Prometheus implements AutoCloseable {

    private static final int MANAGEMENT = 1_000;
    private static final Duration START = Duration.ofMinutes(1);

    private final Process process;
    private final URI address;

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// Whether the machine has the program.
    static boolean isInstalled() {
        return Stream.of("prometheus", "promtool").allMatch(Prometheus::isInstalled);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    /// @param folder for its configuration and data
    static Prometheus reading(WorkSync worksync, Path folder) throws IOException {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, configuration(worksync, folder));
        int port = freePort();
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--log.level=warn")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        Prometheus prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
        Patience.await("Prometheus is ready", START, prometheus::isReady);
        return prometheus;
    }

    /// What an instant query finds.
    ///
    /// @throws AssertionError where Prometheus does not accept it
    JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .expect(200)
                .json()
                .at("/data/result");
    }

    /// Whether everything that is to be read can be.
    boolean readsAll() {
        JsonNode down = query("count(up == 0) or vector(0)");
        return down.at("/0/value/1").asText().equals("0") && !query("up").isEmpty();
    }

    /// The alerts that fire, each as its name and the values of its labels.
    Set<String> firing() {
        Set<String> firing = new HashSet<>();
        for (JsonNode alert : get("/api/v1/alerts").expect(200).json().at("/data/alerts")) {
            if (alert.path("state").asText().equals("firing")) {
                firing.add(
                        alert.at("/labels/alertname").asText()
                                + " "
                                + alert.path("labels").path("application").asText()
                                + alert.path("labels").path("pod").asText());
            }
        }
        return firing;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus ended with " + process.exitValue());
        }
        try {
            return get("/-/ready").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private Answer get(String path) {
        return Api.send(HttpRequest.newBuilder(address.resolve(path)).build());
    }

    /// As the chart's ServiceMonitors have it, by their labels.
    private static String configuration(WorkSync worksync, Path folder) throws IOException {
        StringBuilder configuration =
                new StringBuilder(
                        "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files:\n");
        for (Path rules : ChartQueries.ruleFiles()) {
            Path impatient = folder.resolve(rules.getFileName());
            Files.writeString(
                    impatient,
                    Files.readString(rules)
                            .replaceAll("for: \\d+m", "for: 1s")
                            .replaceAll("interval: \\d+s", "interval: 1s"));
            configuration.append("  - ").append(impatient).append('\n');
        }
        configuration.append(
                """
                scrape_configs:
                  - job_name: worksync
                    metrics_path: /q/metrics
                    static_configs:
                """);
        for (JsonNode part : worksync.status()) {
            if (part.path("name").asText().matches("gateway|.*-service")) {
                configuration.append(
                        "      - {targets: ['127.0.0.1:%d'], labels: {namespace: worksync, pod: %s-%d}}%n"
                                .formatted(
                                        part.path("port").asInt() + MANAGEMENT,
                                        part.path("name").asText(),
                                        part.path("instance").asInt()));
            }
        }
        return configuration.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

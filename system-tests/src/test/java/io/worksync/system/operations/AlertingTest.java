package io.worksync.system.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.worksync.system.running.Patience;
import io.worksync.system.running.Proxy;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The chart's rules in a real Prometheus, which reads the services that run.
@ExtendWith(RunningWorkSync.class)
class AlertingTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    /// What each alert makes of series that were made up, minute by minute.
    private static final Path CASES =
            Path.of(
                    System.getProperty("worksync.root", ".."),
                    "system-tests/src/test/resources/io/worksync/system/operations/alerts.yaml");

    private final WorkSync worksync = WorkSync.running();

    @TempDir private Path folder;

    @BeforeAll
    static void has_prometheus() {
        assumeThat(Prometheus.isInstalled()).as("prometheus (apt install prometheus)").isTrue();
    }

    @Test
    void every_alert_fires_when_it_should_and_not_before()
            throws IOException, InterruptedException {
        for (Path rules : ChartQueries.ruleFiles()) {
            promtool("check", "rules", rules.toString());
        }
        promtool("test", "rules", CASES.toString());
        Set<String> seen = new TreeSet<>();
        for (JsonNode test : new YAMLMapper().readTree(CASES.toFile()).path("tests")) {
            for (JsonNode alert : test.path("alert_rule_test")) {
                if (!alert.path("exp_alerts").isEmpty()) {
                    seen.add(alert.path("alertname").asText());
                }
            }
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        ChartQueries.alerts().stream()
                                .map(alert -> alert.path("alert").asText())
                                .collect(Collectors.toSet()));
    }

    @Test
    void prometheus_answers_every_alert_and_every_panel() throws IOException {
        try (Prometheus prometheus = Prometheus.reading(worksync, folder)) {
            Patience.await("it has read all", SOON, prometheus::readsAll);
            Map<String, String> expressions = ChartQueries.expressions();
            assertThat(expressions).hasSizeGreaterThan(40);
            Map<String, String> refused = new TreeMap<>();
            expressions.forEach(
                    (where, expression) -> {
                        try {
                            prometheus.query(expression);
                        } catch (AssertionError e) {
                            refused.put(where, e.getMessage());
                        }
                    });
            assertThat(refused).isEmpty();
        }
    }

    @Test
    void a_gateway_that_hears_nothing_and_a_service_that_is_gone() throws IOException {
        try (Prometheus prometheus = Prometheus.reading(worksync, folder)) {
            Patience.await("it has read all", SOON, prometheus::readsAll);
            Patience.await("neither alert fires", SOON, () -> isQuiet(prometheus));

            Proxy redis = worksync.between("gateway-1", "redis");
            redis.become(Proxy.Mode.RESET);
            try {
                Patience.await(
                        "the alert names the gateway",
                        SOON,
                        () -> prometheus.firing().contains("WorkSyncFanoutLost gateway-1"));
            } finally {
                redis.heal();
            }
            worksync.kill("presence-service", 1);
            worksync.kill("presence-service", 2);
            try {
                Patience.await(
                        "the alert names the service",
                        SOON,
                        () -> prometheus.firing().contains("WorkSyncServiceGone presence-service"));
            } finally {
                worksync.start("presence-service", 1);
                worksync.start("presence-service", 2);
            }
            Patience.await("both end with their reason", SOON, () -> isQuiet(prometheus));
        }
    }

    private static boolean isQuiet(Prometheus prometheus) {
        return prometheus.firing().stream()
                .noneMatch(alert -> alert.matches("WorkSync(FanoutLost|ServiceGone).*"));
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        String[] words = new String[arguments.length + 1];
        words[0] = "promtool";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        Process promtool = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
    }
}

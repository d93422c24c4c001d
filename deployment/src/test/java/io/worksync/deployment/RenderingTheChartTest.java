package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTheChartTest {

    /// Those that only one of the two models knows, or none.
    private static final Set<String> OF_OTHERS =
            Set.of("ServiceMonitor", "PrometheusRule", "HTTPRoute");

    static Stream<Path> examples() {
        return Rendered.examples().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_manifest_is_one_that_kubernetes_takes(Path values) throws IOException {
        List<Manifest> manifests = Rendered.with(values, Map.of());
        assertThat(manifests).hasSizeGreaterThan(30);
        for (Manifest manifest : manifests) {
            boolean known = Strict.check(manifest);
            assertThat(known || OF_OTHERS.contains(manifest.kind()))
                    .as("a model for " + manifest)
                    .isTrue();
        }
    }

    @Test
    void every_service_has_all_that_it_needs() {
        List<Manifest> manifests = Rendered.with(Map.of());
        for (String service : Rendered.SERVICES) {
            for (String kind :
                    List.of(
                            "Deployment",
                            "Service",
                            "HorizontalPodAutoscaler",
                            "PodDisruptionBudget",
                            "NetworkPolicy",
                            "ServiceAccount",
                            "ServiceMonitor",
                            "ConfigMap")) {
                Rendered.find(manifests, kind, "worksync-" + service);
            }
        }
        assertThat(Rendered.ofKind(manifests, "Job"))
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder(
                        "worksync-chat-service-migrate-0-1-0",
                        "worksync-presence-service-migrate-0-1-0",
                        "worksync-notification-service-migrate-0-1-0",
                        "worksync-signaling-service-migrate-0-1-0");
    }

    @Test
    void traces_go_where_a_policy_lets_them() {
        List<Manifest> manifests =
                Rendered.with(
                        Map.of(
                                "tracing.endpoint", "http://collector:4318",
                                "networkPolicy.peers.tracing[0].ipBlock.cidr", "10.9.0.0/16"));
        for (String service : Rendered.SERVICES) {
            String name = "worksync-" + service;
            JsonNode settings = Rendered.find(manifests, "ConfigMap", name).content().path("data");
            assertThat(settings.path("WORKSYNC_TRACING_ENDPOINT").asText())
                    .isEqualTo("http://collector:4318");
            assertThat(Rendered.find(manifests, "NetworkPolicy", name).content().toString())
                    .contains("10.9.0.0/16", "4318");
        }
    }

    @Test
    void dashboards_and_alerts_come_along() throws IOException {
        List<Manifest> manifests = Rendered.with(Map.of());
        try (Stream<Path> dashboards = Files.list(Rendered.CHART.folder().resolve("dashboards"))) {
            for (Path dashboard : dashboards.toList()) {
                String file = dashboard.getFileName().toString();
                JsonNode map =
                        Rendered.find(
                                        manifests,
                                        "ConfigMap",
                                        "worksync-dashboard-" + file.replace(".json", ""))
                                .content();
                assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
                assertThat(map.path("data").path(file).asText().strip())
                        .isEqualTo(Files.readString(dashboard).strip());
            }
        }
        assertThat(Rendered.ofKind(manifests, "PrometheusRule"))
                .isNotEmpty()
                .allSatisfy(
                        rule -> assertThat(rule.content().at("/spec/groups/0/rules")).isNotEmpty());
    }

    @Test
    void the_check_notices_a_misspelt_and_a_missing_field() {
        Manifest misspelt =
                Manifest.parse(
                                """
                                apiVersion: v1
                                kind: ServiceAccount
                                metadata: {name: a}
                                automountServiceAccountTokens: false
                                """)
                        .getFirst();
        assertThatThrownBy(() -> Strict.fields(misspelt))
                .hasMessageContaining("automountServiceAccountTokens");
        Manifest incomplete =
                Manifest.parse(
                                """
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: a}
                                spec: {replicas: 1, template: {}}
                                """)
                        .getFirst();
        assertThatThrownBy(() -> Strict.check(incomplete)).hasMessageContaining("selector");
    }

    @Test
    void helm_finds_nothing_to_complain_about() {
        assertThat(new Helm(Rendered.CHART.folder()).lint().quiet().call().getMessages())
                .allMatch(message -> !message.contains("[ERROR]") || message.contains("missing"));
    }
}

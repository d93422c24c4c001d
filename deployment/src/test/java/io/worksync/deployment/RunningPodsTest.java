package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What keeps people connected while pods come and go.
class RunningPodsTest {

    @Test
    void probes_ask_the_management_port_that_no_route_leads_to() {
        List<Manifest> manifests = Rendered.with(Map.of());
        for (String service : Rendered.SERVICES) {
            JsonNode container = container(manifests, service);
            Map.of("startupProbe", "started", "livenessProbe", "live", "readinessProbe", "ready")
                    .forEach(
                            (probe, path) -> {
                                JsonNode get = container.path(probe).path("httpGet");
                                assertThat(get.path("path").asText())
                                        .isEqualTo("/q/health/" + path);
                                assertThat(get.path("port").asText()).isEqualTo("management");
                            });
        }
        assertThat(Rendered.find(manifests, "Ingress", "worksync-gateway").yaml())
                .contains("port: {name: http}")
                .doesNotContain("management");
    }

    @Test
    void a_changed_setting_is_a_new_rollout_of_that_service_alone() {
        List<Manifest> before = Rendered.with(Map.of());
        List<Manifest> after =
                Rendered.with(Map.of("services.gateway.env.WORKSYNC_CONNECTION_MAX", "30000"));
        assertThat(checksum(after, "gateway")).isNotEqualTo(checksum(before, "gateway"));
        assertThat(checksum(after, "chat-service")).isEqualTo(checksum(before, "chat-service"));
        assertThat(
                        Rendered.find(after, "ConfigMap", "worksync-gateway")
                                .content()
                                .at("/data/WORKSYNC_CONNECTION_MAX")
                                .asText())
                .isEqualTo("30000");
    }

    @Test
    void the_gateway_grows_by_sockets_and_by_cpu() {
        JsonNode metrics =
                Rendered.find(
                                Rendered.with(Map.of()),
                                "HorizontalPodAutoscaler",
                                "worksync-gateway")
                        .content()
                        .at("/spec/metrics");
        assertThat(metrics.findValuesAsText("type")).contains("Resource", "Pods");
        assertThat(metrics.at("/0/resource/name").asText()).isEqualTo("cpu");
        assertThat(metrics.at("/1/pods/metric/name").asText())
                .isEqualTo("worksync_gateway_connections");
    }

    @Test
    void no_pod_goes_before_its_successor_is_ready() {
        List<Manifest> manifests = Rendered.with(Map.of());
        for (String service : Rendered.SERVICES) {
            JsonNode strategy =
                    Rendered.find(manifests, "Deployment", "worksync-" + service)
                            .content()
                            .at("/spec/strategy/rollingUpdate");
            assertThat(strategy.path("maxUnavailable").asInt(1)).isZero();
            JsonNode budget =
                    Rendered.find(manifests, "PodDisruptionBudget", "worksync-" + service)
                            .content()
                            .path("spec");
            assertThat(budget.path("maxUnavailable").asInt()).isEqualTo(1);
        }
    }

    @Test
    void sockets_outlive_the_time_limits_of_what_is_in_front() {
        Manifest ingress = Rendered.find(Rendered.with(Map.of()), "Ingress", "worksync-gateway");
        JsonNode annotations = ingress.content().at("/metadata/annotations");
        for (String limit : List.of("proxy-read-timeout", "proxy-send-timeout")) {
            assertThat(annotations.path("nginx.ingress.kubernetes.io/" + limit).asInt())
                    .isGreaterThanOrEqualTo(3600);
        }
        Manifest route =
                Rendered.find(
                        Rendered.with(
                                Map.of(
                                        "httpRoute.enabled", "true",
                                        "httpRoute.parentRefs[0].name", "public")),
                        "HTTPRoute",
                        "worksync-gateway");
        JsonNode sockets = route.content().at("/spec/rules/0");
        assertThat(sockets.at("/matches/0/path/value").asText()).isEqualTo("/connection");
        assertThat(sockets.at("/timeouts/request").asText()).isEqualTo("0s");
    }

    @Test
    void an_image_by_its_digest_comes_before_one_by_its_tag() {
        String digest = "sha256:" + "a".repeat(64);
        List<Manifest> manifests =
                Rendered.with(Map.of("services.gateway.image.digest", digest, "image.tag", "v9"));
        assertThat(container(manifests, "gateway").path("image").asText()).endsWith("@" + digest);
        assertThat(container(manifests, "chat-service").path("image").asText()).endsWith(":v9");
    }

    private static String checksum(List<Manifest> manifests, String service) {
        return Rendered.find(manifests, "Deployment", "worksync-" + service)
                .content()
                .at("/spec/template/metadata/annotations/checksum~1config")
                .asText();
    }

    private static JsonNode container(List<Manifest> manifests, String service) {
        return Rendered.find(manifests, "Deployment", "worksync-" + service)
                .content()
                .at("/spec/template/spec/containers/0");
    }
}

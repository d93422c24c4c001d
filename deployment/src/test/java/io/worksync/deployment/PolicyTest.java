package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an operations team reads first. With every example: no secret, nobody as root, a limit and
/// a policy for everything.
class PolicyTest {

    static Stream<Path> examples() {
        return Rendered.examples().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void nothing_that_is_secret_is_written_down(Path values) {
        for (Manifest manifest : Rendered.with(values, Map.of())) {
            assertThat(manifest.kind()).isNotEqualTo("Secret");
            for (JsonNode variable : variables(manifest)) {
                String name = variable.path("name").asText();
                if (name.matches(".*(PASSWORD|SECRET|KEY)$")) {
                    assertThat(variable.has("value")).as(manifest + " " + name).isFalse();
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isNotEmpty();
                }
                // a password within an address or a sentence is always one of those above
                assertThat(variable.path("value").asText())
                        .as(manifest + " " + name)
                        .doesNotContainPattern("://[^/@]*:(?!\\$\\()[^/@]*@")
                        .doesNotContainPattern("password=\"(?!\\$\\()");
            }
            if (manifest.kind().equals("ConfigMap")) {
                assertThat(manifest.content().path("data").toString())
                        .doesNotContainPattern(
                                "(?i)(password|secret)\"? *[:=] *\"?[^\\s,\"{$=\\\\-]");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_pod_is_restricted(Path values) {
        for (Manifest manifest : Rendered.with(values, Map.of())) {
            JsonNode pod = pod(manifest);
            if (pod.isMissingNode()) {
                continue;
            }
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("hostPID").asBoolean() || pod.path("hostIPC").asBoolean())
                    .isFalse();
            assertThat(pod.path("hostNetwork").asBoolean() && inNamespaceOfServices(manifest))
                    .as(manifest + " in the host's network")
                    .isFalse();
            pod.path("volumes").forEach(volume -> assertThat(volume.has("hostPath")).isFalse());
            for (JsonNode container : containers(pod)) {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("capabilities").path("drop").toString())
                        .isEqualTo("[\"ALL\"]");
                assertThat(security.path("capabilities").has("add")).isFalse();
                for (String bound : List.of("requests", "limits")) {
                    for (String resource : List.of("cpu", "memory")) {
                        assertThat(container.path("resources").path(bound).has(resource))
                                .as(manifest + " " + bound + " " + resource)
                                .isTrue();
                    }
                }
                assertThat(container.path("image").asText())
                        .matches(".+(:[^:/]+|@sha256:[0-9a-f]{64})")
                        .doesNotEndWith(":latest");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void nothing_comes_in_or_goes_out_but_what_is_named(Path values) {
        List<Manifest> manifests = Rendered.with(values, Map.of());
        Manifest deny = Rendered.find(manifests, "NetworkPolicy", "worksync-default-deny");
        assertThat(deny.content().at("/spec/policyTypes").toString())
                .isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(deny.content().at("/spec/ingress")).isEmpty();
        assertThat(deny.content().at("/spec/egress")).isEmpty();
        Set<String> covered = new HashSet<>();
        for (Manifest policy : Rendered.ofKind(manifests, "NetworkPolicy")) {
            covered.add(
                    policy.content()
                            .at("/spec/podSelector/matchLabels/app.kubernetes.io~1component")
                            .asText());
            Stream.of("ingress", "egress")
                    .map(direction -> policy.content().path("spec").path(direction))
                    .flatMap(PolicyTest::each)
                    .forEach(
                            flow -> {
                                assertThat(flow.path("ports")).as(policy + "" + flow).isNotEmpty();
                                assertThat(flow.has("from") ? flow.path("from") : flow.path("to"))
                                        .as(policy + "" + flow)
                                        .isNotEmpty();
                            });
        }
        for (Manifest manifest : manifests) {
            // where no policy holds, and so a namespace of its own
            boolean host = pod(manifest).path("hostNetwork").asBoolean();
            if (!pod(manifest).isMissingNode() && !host) {
                JsonNode labels = podLabels(manifest);
                assertThat(labels.path("app.kubernetes.io/name").asText()).isEqualTo("worksync");
                assertThat(covered).contains(labels.path("app.kubernetes.io/component").asText());
            }
        }
    }

    private static boolean inNamespaceOfServices(Manifest manifest) {
        return manifest.content().at("/metadata/namespace").asText().equals("worksync");
    }

    private static JsonNode podLabels(Manifest manifest) {
        return manifest.kind().equals("Pod")
                ? manifest.content().at("/metadata/labels")
                : manifest.content().at("/spec/template/metadata/labels");
    }

    private static JsonNode pod(Manifest manifest) {
        return manifest.kind().equals("Pod")
                ? manifest.content().path("spec")
                : manifest.content().at("/spec/template/spec");
    }

    private static List<JsonNode> containers(JsonNode pod) {
        List<JsonNode> containers = new ArrayList<>();
        pod.path("initContainers").forEach(containers::add);
        pod.path("containers").forEach(containers::add);
        return containers;
    }

    private static List<JsonNode> variables(Manifest manifest) {
        return containers(pod(manifest)).stream()
                .flatMap(container -> each(container.path("env")))
                .toList();
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

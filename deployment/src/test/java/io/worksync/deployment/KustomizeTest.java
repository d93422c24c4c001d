package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeTest {

    private static final Path K8S = Rendered.ROOT.resolve("k8s");
    private static final Set<String> OF_OTHERS =
            Set.of("ServiceMonitor", "PrometheusRule", "HTTPRoute");

    @Test
    void what_is_there_is_what_the_chart_renders() throws IOException {
        for (Map.Entry<Path, String> file : new Manifests(Rendered.ROOT).files().entrySet()) {
            assertThat(file.getKey())
                    .as("run ./worksync manifests")
                    .content()
                    .isEqualTo(file.getValue());
        }
    }

    /// As Kustomize does it, without Kustomize: every resource that is named is there, and is one
    /// that Kubernetes takes.
    @ParameterizedTest
    @ValueSource(strings = {"base", "backing", "overlays/dev", "overlays/production"})
    void every_resource_is_one_that_kubernetes_takes(String folder) throws IOException {
        Path kustomization = K8S.resolve(folder).resolve("kustomization.yaml");
        Manifest named = Manifest.parse(Files.readString(kustomization)).getFirst();
        assertThat(named.content().path("resources")).isNotEmpty();
        for (var resource : named.content().path("resources")) {
            Path path = K8S.resolve(folder).resolve(resource.asText());
            assertThat(path).exists();
            if (Files.isRegularFile(path)) {
                for (Manifest manifest : Manifest.parse(Files.readString(path))) {
                    assertThat(Strict.check(manifest) || OF_OTHERS.contains(manifest.kind()))
                            .as("a model for " + manifest)
                            .isTrue();
                }
            }
        }
        for (var generated : named.content().path("configMapGenerator")) {
            for (var file : generated.path("files")) {
                assertThat(K8S.resolve(folder).resolve(file.asText())).exists();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void kustomize_builds_it(String overlay) throws Exception {
        assumeTrue(hasKustomize(), "no kubectl with Kustomize 5 on this machine");
        List<Manifest> built = Manifest.parse(run("kustomize", K8S + "/overlays/" + overlay));
        assertThat(built).hasSizeGreaterThan(30);
        for (Manifest manifest : built) {
            Strict.fields(manifest);
        }
        for (String service : Rendered.SERVICES) {
            Rendered.find(built, "Deployment", "worksync-" + service);
        }
    }

    @Test
    void the_backing_services_of_a_trial_are_restricted_too() throws IOException {
        for (String file : List.of("postgres", "kafka", "redis", "keycloak")) {
            String yaml = Files.readString(K8S.resolve("backing/" + file + ".yaml"));
            JsonNode pod =
                    Rendered.find(Manifest.parse(yaml), "StatefulSet", file)
                            .content()
                            .at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            for (JsonNode container : pod.path("containers")) {
                assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                        .isEqualTo("ALL");
                assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
                assertThat(container.path("image").asText()).matches(".+:[0-9].*");
            }
            assertThat(yaml).doesNotContain("kind: Secret").doesNotContain("password:");
        }
    }

    @Test
    void the_secret_of_a_trial_has_every_key_that_is_asked_for() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String file :
                List.of(
                        "overlays/dev/worksync.yaml",
                        "base/worksync.yaml",
                        "backing/postgres.yaml",
                        "backing/kafka.yaml",
                        "backing/keycloak.yaml")) {
            for (Manifest manifest : Manifest.parse(Files.readString(K8S.resolve(file)))) {
                manifest.content()
                        .findValues("secretKeyRef")
                        .forEach(reference -> asked.add(reference.path("key").asText()));
            }
        }
        assertThat(asked).hasSizeGreaterThan(20);
        String script = Files.readString(K8S.resolve("backing/secrets.sh"));
        assertThat(
                        Pattern.compile("[a-z-]+-(password|secret)\\b")
                                .matcher(script)
                                .results()
                                .map(found -> found.group())
                                .collect(Collectors.toSet()))
                .containsAll(asked);
    }

    private static boolean hasKustomize() throws InterruptedException {
        try {
            return run("version", "--client").contains("Kustomize Version: v5");
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder kubectl = new ProcessBuilder("kubectl");
        kubectl.command().addAll(List.of(arguments));
        kubectl.environment().put("KUBECONFIG", "/dev/null");
        kubectl.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = kubectl.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("kubectl " + List.of(arguments) + " failed");
        }
        return output;
    }
}

package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A variable that no service reads changes nothing and says nothing: so each that the chart sets
/// must be one.
class SettingsOfServicesTest {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Z_]+)\\)");
    private static final Pattern DRAIN =
            Pattern.compile("@WithDefault\\(\"(\\d+)s\"\\)\\s+Duration (\\w+)\\(\\)");
    // read by the JVM, and before there are configuration mappings
    private static final Set<String> OF_EVERYBODY =
            Set.of("JAVA_TOOL_OPTIONS", "WORKSYNC_PRODUCTION");

    static Stream<Path> examples() {
        return Rendered.examples().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_variable_is_one_that_the_service_reads(Path values) throws IOException {
        List<Manifest> manifests = Rendered.with(values, Map.of("httpRoute.enabled", "false"));
        for (String service : Rendered.SERVICES) {
            Set<String> known = known(service);
            String name = "worksync-" + service;
            Set<String> set = new HashSet<>();
            Rendered.find(manifests, "ConfigMap", name)
                    .content()
                    .path("data")
                    .fieldNames()
                    .forEachRemaining(set::add);
            set.addAll(read(Rendered.find(manifests, "Deployment", name)));
            for (Manifest job : Rendered.ofKind(manifests, "Job")) {
                if (job.name().startsWith(name)) {
                    set.addAll(read(job));
                }
            }
            assertThat(known).as(service).containsAll(set);
        }
    }

    @Test
    void a_pod_is_given_more_time_than_its_service_takes_to_leave() throws IOException {
        int gateway =
                seconds("drainNotice")
                        + seconds("drain")
                        + seconds("drainCalls")
                        + seconds("closeTimeout");
        List<Manifest> manifests = Rendered.with(Map.of());
        for (String service : Rendered.SERVICES) {
            JsonNode pod =
                    Rendered.find(manifests, "Deployment", "worksync-" + service)
                            .content()
                            .at("/spec/template/spec");
            int stop = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
            int drain = service.equals("gateway") ? gateway : shutdownTimeout(service);
            assertThat(stop).isPositive();
            assertThat(pod.path("terminationGracePeriodSeconds").asInt())
                    .as(service)
                    .isGreaterThan(stop + drain);
        }
    }

    private static Set<String> known(String service) throws IOException {
        Set<String> known = new HashSet<>(OF_EVERYBODY);
        known.addAll(Settings.of(service));
        Path libraries = Rendered.ROOT.resolve(service).resolve("target/quarkus-app/lib/main");
        try (Stream<Path> jars = Files.list(libraries)) {
            known.addAll(Settings.ofQuarkus(jars.toList()));
        }
        Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames())
                .flatMap(Set::stream)
                .map(name -> "KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'))
                .forEach(known::add);
        return known;
    }

    /// Those of a pod, without those that only stand in others.
    private static List<String> read(Manifest manifest) {
        JsonNode variables = manifest.content().at("/spec/template/spec/containers/0/env");
        List<String> names = new ArrayList<>();
        Set<String> within = new HashSet<>();
        for (JsonNode variable : variables) {
            names.add(variable.path("name").asText());
            Matcher matcher = REFERENCE.matcher(variable.path("value").asText());
            matcher.results().map(found -> found.group(1)).forEach(within::add);
        }
        names.removeAll(within);
        return names;
    }

    private static int seconds(String method) throws IOException {
        String source =
                Files.readString(
                        Rendered.ROOT.resolve(
                                "gateway/src/main/java/io/worksync/gateway/connection/ConnectionConfig.java"));
        return DRAIN.matcher(source)
                .results()
                .filter(found -> found.group(2).equals(method))
                .map(MatchResult::group)
                .mapToInt(found -> Integer.parseInt(found.replaceAll("(?s).*\"(\\d+)s.*", "$1")))
                .findFirst()
                .orElseThrow();
    }

    private static int shutdownTimeout(String service) throws IOException {
        return Files.readAllLines(
                        Rendered.ROOT.resolve(
                                service + "/src/main/resources/application.properties"))
                .stream()
                .filter(line -> line.startsWith("quarkus.shutdown.timeout="))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}

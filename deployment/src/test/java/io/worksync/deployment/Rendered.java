package io.worksync.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The chart with each of its example values, and with variations of one of them.
final class Rendered {

    static final Path ROOT = Path.of(System.getProperty("worksync.root", ".."));
    static final Chart CHART = new Chart(ROOT);
    static final List<String> SERVICES =
            List.of(
                    "gateway",
                    "chat-service",
                    "presence-service",
                    "notification-service",
                    "signaling-service");

    private Rendered() {}

    /// Value files that are complete.
    static List<Path> examples() {
        try (Stream<Path> files = Files.list(CHART.folder().resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(Rendered::isValues)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it is a file for `helm -f`, and not one for `kubectl apply -f`.
    static boolean isValues(Path file) {
        try {
            return !Files.readString(file).contains("\napiVersion:");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> with(Path values, Map<String, String> set) {
        Map<String, String> all = new LinkedHashMap<>(set);
        // Helm's library leaves hooks out
        all.putIfAbsent("hooks", "false");
        return CHART.render("worksync", List.of(values), all);
    }

    /// The managed example, with something changed.
    static List<Manifest> with(Map<String, String> set) {
        return with(CHART.folder().resolve("examples/managed.yaml"), set);
    }

    static Manifest find(List<Manifest> manifests, String kind, String name) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    static List<Manifest> ofKind(List<Manifest> manifests, String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }
}

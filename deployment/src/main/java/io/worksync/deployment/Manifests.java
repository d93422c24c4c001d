package io.worksync.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Renders the chart into `k8s/`, for those who deploy with Kustomize: what the overlays have in
/// common goes into the base, the rest into each. With them go copies of what the backing services
/// of a trial need.
public final class Manifests {

    private static final String NAMESPACE = "worksync";
    private static final List<String> OVERLAYS = List.of("dev", "production");
    private static final String HEAD =
            "# Rendered from helm/worksync by `./worksync manifests`; do not edit.\n";

    private final Path root;
    private final Chart chart;

    /// @param root the repository
    public Manifests(Path root) {
        this.root = root;
        this.chart = new Chart(root);
    }

    /// Writes them.
    ///
    /// @param arguments the repository
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        for (var file : new Manifests(root).files().entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
            System.out.println(root.relativize(file.getKey()));
        }
    }

    /// The files as they should be.
    public Map<Path, String> files() throws IOException {
        Path k8s = root.resolve("k8s");
        Map<String, List<Manifest>> overlays = new LinkedHashMap<>();
        for (String overlay : OVERLAYS) {
            Path values = k8s.resolve("overlays").resolve(overlay).resolve("values.yaml");
            overlays.put(overlay, chart.render(NAMESPACE, List.of(values), Map.of()));
        }
        List<Manifest> common =
                overlays.values().stream()
                        .flatMap(List::stream)
                        .filter(
                                manifest ->
                                        overlays.values().stream()
                                                .allMatch(all -> all.contains(manifest)))
                        .distinct()
                        .toList();
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(k8s.resolve("base/worksync.yaml"), text(common));
        overlays.forEach(
                (overlay, manifests) ->
                        files.put(
                                k8s.resolve("overlays").resolve(overlay).resolve("worksync.yaml"),
                                text(
                                        manifests.stream()
                                                .filter(manifest -> !common.contains(manifest))
                                                .toList())));
        files.putAll(backing(k8s.resolve("backing")));
        return files;
    }

    private Map<Path, String> backing(Path folder) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        for (String file :
                List.of(
                        "postgres-accounts.sql",
                        "redis-users.acl",
                        "kafka-acls.txt",
                        "kafka-topics.txt")) {
            files.put(
                    folder.resolve(file),
                    Files.readString(chart.folder().resolve("files").resolve(file)));
        }
        files.put(folder.resolve("worksync-realm.json"), TrialRealm.of(root));
        return files;
    }

    private static String text(List<Manifest> manifests) {
        return manifests.stream()
                .map(Manifest::yaml)
                .collect(Collectors.joining("---\n", HEAD, ""));
    }
}

package io.worksync.deployment;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The chart, rendered by Helm itself, which needs no cluster for it.
public final class Chart {

    private static final String KUBERNETES = "1.32.0";

    private final Path folder;

    /// @param root the repository
    public Chart(Path root) {
        folder = root.resolve("helm/worksync");
    }

    /// The folder with its value files.
    public Path folder() {
        return folder;
    }

    /// What `helm template` prints, parsed.
    ///
    /// @throws IllegalStateException with Helm's words, where it refuses
    public List<Manifest> render(String namespace, List<Path> values, Map<String, String> set) {
        TemplateCommand template =
                new Helm(folder)
                        .template()
                        .withName("worksync")
                        .withNamespace(namespace)
                        .withKubeVersion(KUBERNETES);
        values.forEach(template::withValuesFile);
        set.forEach(template::set);
        return Manifest.parse(template.call());
    }
}

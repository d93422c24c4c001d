package io.worksync.deployment.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an image is made of, as CycloneDX: that of its module, and its base.
final class Sbom {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Sbom() {}

    /// Writes that of an image beside it.
    ///
    /// @throws IOException where a library of the image is not named by its module's
    static void write(Path module, Contents contents, String reference, String digest, Path to)
            throws IOException {
        Path own = module.resolve("target/bom.json");
        if (!Files.isRegularFile(own)) {
            throw new IOException(own + " is missing");
        }
        ObjectNode bom = (ObjectNode) JSON.readTree(own.toFile());
        Set<String> unnamed = unnamed(bom, contents);
        if (!unnamed.isEmpty()) {
            throw new IOException(own + " does not name " + unnamed);
        }
        ObjectNode image = bom.withObject("/metadata").putObject("component");
        image.put("type", "container").put("bom-ref", reference).put("name", reference);
        image.put("version", digest);
        Files.createDirectories(to.resolveSibling("."));
        Files.writeString(to, JSON.writeValueAsString(bom) + "\n");
    }

    /// The libraries of an image that a bill of materials does not name.
    static Set<String> unnamed(JsonNode bom, Contents contents) {
        Set<String> named = new HashSet<>();
        for (JsonNode component : bom.path("components")) {
            String name = component.path("name").asText();
            String version = component.path("version").asText();
            String file = name + "-" + version;
            named.add(component.path("group").asText() + "." + file);
            named.add(file);
        }
        return contents.layers().stream()
                .map(Layer::files)
                .map(Map::keySet)
                .flatMap(Set::stream)
                .filter(target -> target.startsWith("/app/lib/") && target.endsWith(".jar"))
                .map(target -> target.substring(target.lastIndexOf('/') + 1, target.length() - 4))
                .filter(jar -> !isNamed(jar, named))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// A jar with a classifier is one of the component without it.
    private static boolean isNamed(String jar, Set<String> named) {
        return Stream.iterate(
                        jar,
                        name -> !name.isEmpty(),
                        name -> name.substring(0, Math.max(0, name.lastIndexOf('-'))))
                .anyMatch(named::contains);
    }

    /// The modules that have one of their own.
    static List<String> modules() {
        return Stream.concat(Stream.of("contracts", "realtime"), Contents.SERVICES.stream())
                .toList();
    }
}

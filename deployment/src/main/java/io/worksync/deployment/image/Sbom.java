package io.worksync.deployment.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What an image is made of, as CycloneDX: that of its module, and its base.
final class Sbom {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Sbom() {}

    /// Writes that of an image beside it. Libraries that Quarkus adds by itself, of which Maven
    /// knows nothing, are named by what they say of themselves.
    ///
    /// @throws IOException where a library does not say what it is
    static void write(Path module, Contents contents, String reference, String digest, Path to)
            throws IOException {
        Path own = module.resolve("target/bom.json");
        if (!Files.isRegularFile(own)) {
            throw new IOException(own + " is missing");
        }
        ObjectNode bom = (ObjectNode) JSON.readTree(own.toFile());
        for (Path jar : unnamed(bom, contents)) {
            bom.withArray("components").add(component(jar));
        }
        ObjectNode image = bom.withObject("/metadata").putObject("component");
        image.put("type", "container").put("bom-ref", reference).put("name", reference);
        image.put("version", digest);
        Files.createDirectories(to.resolveSibling("."));
        Files.writeString(to, JSON.writeValueAsString(bom) + "\n");
    }

    /// The libraries of an image that a bill of materials does not name.
    static List<Path> unnamed(JsonNode bom, Contents contents) {
        Set<String> named = new HashSet<>();
        for (JsonNode component : bom.path("components")) {
            String name = component.path("name").asText();
            String file = name + "-" + component.path("version").asText();
            named.add(component.path("group").asText() + "." + file);
            named.add(file);
        }
        return contents.layers().stream()
                .flatMap(layer -> layer.files().entrySet().stream())
                .filter(file -> file.getKey().matches("/app/lib/.*\\.jar"))
                .filter(file -> !isNamed(file.getKey().replaceAll(".*/|\\.jar$", ""), named))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    private static ObjectNode component(Path library) throws IOException {
        try (ZipFile jar = new ZipFile(library.toFile())) {
            List<? extends ZipEntry> found =
                    jar.stream()
                            .filter(
                                    entry ->
                                            entry.getName()
                                                    .matches("META-INF/maven/.*/pom.properties"))
                            .toList();
            if (found.size() != 1) {
                throw new IOException(library + " does not say which library it is");
            }
            Properties coordinates = new Properties();
            try (InputStream in = jar.getInputStream(found.getFirst())) {
                coordinates.load(in);
            }
            String group = coordinates.getProperty("groupId");
            String name = coordinates.getProperty("artifactId");
            String version = coordinates.getProperty("version");
            String purl = "pkg:maven/%s/%s@%s?type=jar".formatted(group, name, version);
            return JSON.createObjectNode()
                    .put("type", "library")
                    .put("bom-ref", purl)
                    .put("group", group)
                    .put("name", name)
                    .put("version", version)
                    .put("purl", purl);
        }
    }

    /// A jar with a classifier is one of the component without it.
    private static boolean isNamed(String jar, Set<String> named) {
        return Stream.iterate(
                        jar,
                        name -> !name.isEmpty(),
                        name -> name.substring(0, Math.max(0, name.lastIndexOf('-'))))
                .anyMatch(named::contains);
    }
}

package io.worksync.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// One object for Kubernetes, as it was written and as it reads.
public record Manifest(String yaml, JsonNode content) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /// Those of a stream of documents; what holds only comments is left out.
    public static List<Manifest> parse(String documents) {
        return List.of(documents.split("(?m)^---.*$")).stream()
                .map(Manifest::document)
                .filter(manifest -> manifest.content.isObject() && !manifest.content.isEmpty())
                .toList();
    }

    private static Manifest document(String yaml) {
        try {
            return new Manifest(yaml.strip() + "\n", YAML.readTree(yaml));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    new IOException("no YAML: " + e.getMessage() + "\n" + yaml, e));
        }
    }

    /// `apps/v1`.
    public String apiVersion() {
        return content.path("apiVersion").asText();
    }

    /// `Deployment`.
    public String kind() {
        return content.path("kind").asText();
    }

    /// Its name, which is unique among those of its kind.
    public String name() {
        return content.path("metadata").path("name").asText();
    }

    /// What a failing test shows.
    @Override
    public String toString() {
        return kind() + " " + name();
    }
}

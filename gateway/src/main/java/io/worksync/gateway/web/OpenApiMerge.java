package io.worksync.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Merges OpenAPI documents. Components that have the same name and content are one; those that
/// only have the same name get the service's name in front.
final class OpenApiMerge {

    private static final String REFERENCE = "#/components/";

    private final ObjectNode merged;

    OpenApiMerge(ObjectNode merged) {
        this.merged = merged;
    }

    void add(String service, JsonNode original) {
        JsonNode document = original.deepCopy();
        Map<String, String> renamed = renamed(service, document.path("components"));
        rewrite(document, renamed);
        paths(document.path("paths"));
        components(document.path("components"), renamed);
    }

    private void paths(JsonNode paths) {
        ObjectNode all = merged.withObjectProperty("paths");
        paths.properties().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .forEach(path -> all.set(path.getKey(), path.getValue()));
    }

    private void components(JsonNode components, Map<String, String> renamed) {
        ObjectNode all = merged.withObjectProperty("components");
        for (Map.Entry<String, JsonNode> kind : components.properties()) {
            ObjectNode ofKind = all.withObjectProperty(kind.getKey());
            for (Map.Entry<String, JsonNode> component : kind.getValue().properties()) {
                String reference = REFERENCE + kind.getKey() + "/" + component.getKey();
                String target = renamed.getOrDefault(reference, reference);
                ofKind.set(target.substring(target.lastIndexOf('/') + 1), component.getValue());
            }
        }
    }

    private Map<String, String> renamed(String service, JsonNode components) {
        Map<String, String> renamed = new HashMap<>();
        for (Map.Entry<String, JsonNode> kind : components.properties()) {
            JsonNode present = merged.path("components").path(kind.getKey());
            for (Map.Entry<String, JsonNode> component : kind.getValue().properties()) {
                JsonNode same = present.path(component.getKey());
                if (!same.isMissingNode() && !same.equals(component.getValue())) {
                    String prefix = REFERENCE + kind.getKey() + "/";
                    renamed.put(
                            prefix + component.getKey(),
                            prefix + capitalized(service) + component.getKey());
                }
            }
        }
        return renamed;
    }

    private static void rewrite(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object) {
            JsonNode reference = object.get("$ref");
            if (reference != null && renamed.containsKey(reference.asText())) {
                object.set("$ref", TextNode.valueOf(renamed.get(reference.asText())));
            }
        }
        node.forEach(child -> rewrite(child, renamed));
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}

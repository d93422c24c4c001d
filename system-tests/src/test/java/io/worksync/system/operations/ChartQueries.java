package io.worksync.system.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The chart's rules and dashboards, which ask Prometheus.
final class ChartQueries {

    private static final Path CHART =
            Path.of(System.getProperty("worksync.root", ".."))
                    .toAbsolutePath()
                    .normalize()
                    .resolve("helm/worksync");

    private ChartQueries() {}

    static List<Path> ruleFiles() throws IOException {
        try (Stream<Path> files = Files.list(CHART.resolve("alerts"))) {
            return files.toList();
        }
    }

    /// All rules: what is recorded, and alerts.
    static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (Path file : ruleFiles()) {
            for (JsonNode group : new YAMLMapper().readTree(file.toFile()).path("groups")) {
                group.path("rules").forEach(rules::add);
            }
        }
        return rules;
    }

    static List<JsonNode> alerts() throws IOException {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    /// Every expression, by where it stands.
    static Map<String, String> expressions() throws IOException {
        Map<String, String> expressions = new HashMap<>();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText(rule.path("record").asText());
            expressions.put("rule " + name, rule.path("expr").asText());
        }
        try (Stream<Path> files = Files.list(CHART.resolve("dashboards"))) {
            for (Path file : files.toList()) {
                JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
                for (JsonNode panel : dashboard.path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        String where = panel.path("title").asText() + target.path("refId").asText();
                        expressions.put(
                                file.getFileName() + " " + where, target.path("expr").asText());
                    }
                }
            }
        }
        return expressions;
    }
}

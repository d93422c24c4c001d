package io.worksync.system.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the processes tell on their management ports, as Prometheus reads it.
public record Metrics(List<Sample> samples) {

    private static final int MANAGEMENT = 1_000;
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: .*)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public record Sample(String name, Map<String, String> labels, double value) {}

    public static Metrics ofAll(WorkSync worksync) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode part : worksync.status()) {
            if (part.path("name").asText().matches("gateway|.*-service")) {
                samples.addAll(of(part.path("port").asInt()).samples());
            }
        }
        return new Metrics(samples);
    }

    /// Of the process that serves the public on this port.
    public static Metrics of(int port) {
        URI address = URI.create("http://127.0.0.1:" + (port + MANAGEMENT) + "/q/metrics");
        return read(Api.send(HttpRequest.newBuilder(address).build()).text());
    }

    public static Metrics read(String text) {
        return new Metrics(
                text.lines().filter(line -> !line.startsWith("#")).map(Metrics::sample).toList());
    }

    /// The sum over all series of the name that have these labels.
    public double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> has(sample, labels))
                .mapToDouble(Sample::value)
                .sum();
    }

    private static boolean has(Sample sample, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    private static Sample sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        Map<String, String> labels = new HashMap<>();
        String list = matcher.group(2);
        Matcher label = LABEL.matcher(list == null ? "" : list);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return new Sample(matcher.group(1), labels, value(matcher.group(3)));
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}

package io.worksync.system.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.operations.Query.LabelMatch;
import io.worksync.system.operations.Query.Selector;
import io.worksync.system.running.Api;
import io.worksync.system.running.Metrics;
import io.worksync.system.running.Patience;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Metrics, and the alerts and dashboards that are made of them.
@ExtendWith(RunningWorkSync.class)
class WhatOperatorsSeeTest {

    private static final Path ROOT = Path.of(System.getProperty("worksync.root", ".."));
    private static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");
    private static final Duration SOON = Duration.ofSeconds(30);

    /// What Prometheus adds by itself.
    private static final Set<String> OF_TARGETS = Set.of("namespace", "pod", "instance", "job");

    private final WorkSync worksync = WorkSync.running();

    /// A little of everything, so that everything that is counted has been.
    @BeforeAll
    static void people_use_it() throws IOException {
        WorkSync worksync = WorkSync.running();
        Api rahim = worksync.as("rahim");
        String aisha = worksync.idOf("aisha");
        String channel = rahim.createChannel("private", "operations", List.of(aisha));
        try (RealtimeSocket _ = worksync.socketOf("aisha", 1)) {
            rahim.say(channel, "hello @aisha");
            Patience.await("a message is delivered", SOON, () -> delivered(worksync) > 0);
        }
        assertThatThrownBy(() -> RealtimeSocket.connected(worksync.gateway(1), "no.such.token"));
        worksync.socketOf("aisha", 1).close();
        meet(worksync, channel);
        Patience.await(
                "chat-service reads of the meeting",
                SOON,
                () ->
                        names(Metrics.ofAll(worksync))
                                .contains("kafka_consumer_fetch_manager_records_lag"));
    }

    /// With a socket, since who goes offline is taken out of meetings.
    private static void meet(WorkSync worksync, String channel) throws IOException {
        Api rahim = worksync.as("rahim");
        try (RealtimeSocket _ = worksync.socketOf("rahim", 1)) {
            String meeting =
                    rahim.post("/api/meetings/v1/meetings", Map.of("channelId", channel))
                            .expect(201)
                            .json()
                            .path("id")
                            .asText();
            String path = "/api/meetings/v1/meetings/" + meeting;
            String participant =
                    rahim.post(path + "/participants", Map.of())
                            .expect(201)
                            .json()
                            .path("participantId")
                            .asText();
            Patience.await(
                    "the meeting is counted",
                    SOON,
                    () -> {
                        rahim.put(path + "/participants/" + participant + "/lease").expect(204);
                        return Metrics.ofAll(worksync).sum("worksync_signaling_participants") > 0;
                    });
            rahim.delete(path + "/participants/" + participant).expect(204);
            rahim.delete(path);
        }
    }

    @Test
    void a_delivery_is_measured_from_the_commit_to_the_socket() throws IOException {
        Api rahim = worksync.as("rahim");
        String channel =
                rahim.createChannel("private", "measured", List.of(worksync.idOf("aisha")));
        try (RealtimeSocket _ = worksync.socketOf("aisha", 2)) {
            double before = delivered(worksync);
            rahim.say(channel, "how long does this take?");
            Patience.await("it is measured", SOON, () -> delivered(worksync) > before);
        }
        Metrics metrics = Metrics.ofAll(worksync);
        assertThat(metrics.sum("worksync_gateway_delivery_latency_seconds_sum"))
                .isBetween(0.0, 60 * delivered(worksync));
    }

    @Test
    void calls_are_counted_by_what_came_of_them() {
        Api rahim = worksync.as("rahim");
        double refused = calls("refused");
        double done = calls("done");
        rahim.get("/api/chat/v1/channels/01900000-0000-7000-8000-000000000000/messages")
                .expect(404);
        rahim.get("/api/chat/v1/channels?limit=1").expect(200);
        assertThat(calls("refused")).isGreaterThan(refused);
        assertThat(calls("done")).isGreaterThan(done);
    }

    @Test
    void no_label_holds_an_id() {
        Set<String> values = new HashSet<>();
        Metrics.ofAll(worksync)
                .samples()
                .forEach(sample -> values.addAll(sample.labels().values()));
        assertThat(values).noneMatch(value -> value.matches(".*[0-9a-f]{8}-[0-9a-f]{4}-.*"));
    }

    @Test
    void every_alert_and_every_panel_asks_for_what_there_is() throws IOException {
        Metrics metrics = Metrics.ofAll(worksync);
        Map<String, String> expressions = ChartQueries.expressions();
        assertThat(expressions).hasSizeGreaterThan(40);
        Map<String, List<String>> wrong = new TreeMap<>();
        expressions.forEach(
                (where, expression) -> {
                    List<String> complaints = complaints(Query.parse(expression), metrics);
                    if (!complaints.isEmpty()) {
                        wrong.put(where, complaints);
                    }
                });
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_check_of_queries_finds_what_is_wrong() {
        Metrics metrics = Metrics.read("calls_total{route=\"chat\",outcome=\"done\"} 1");
        assertThat(complaints(Query.parse("sum by (route) (rate(calls_total[5m]))"), metrics))
                .isEmpty();
        assertThat(complaints(Query.parse("rate(call_total[5m])"), metrics))
                .containsExactly("no metric call_total");
        assertThat(complaints(Query.parse("calls_total{outcome=~\"failed|lost\"}"), metrics))
                .containsExactly("calls_total never has outcome=~\"failed|lost\"");
        assertThat(complaints(Query.parse("calls_total{service=\"chat\"}"), metrics))
                .containsExactly("calls_total never has service=\"chat\"");
        assertThat(complaints(Query.parse("sum by (code) (calls_total)"), metrics))
                .containsExactly("nothing here has the label code");
    }

    @Test
    void every_alert_says_what_to_do() throws IOException {
        for (JsonNode rule : ChartQueries.alerts()) {
            String alert = rule.path("alert").asText();
            assertThat(rule.path("labels").path("severity").asText())
                    .as(alert)
                    .isIn("critical", "warning");
            assertThat(rule.path("annotations").path("summary").asText()).as(alert).isNotBlank();
            String runbook = rule.path("annotations").path("runbook").asText();
            assertThat(RUNBOOKS.resolve(runbook + ".md")).as(alert).exists();
            assertThat(Files.readString(RUNBOOKS.resolve(runbook + ".md")))
                    .as(alert)
                    .contains(alert, "## What it means", "## What to look at", "## What to do");
        }
    }

    private static List<String> complaints(Query query, Metrics metrics) {
        List<String> complaints = new ArrayList<>();
        Set<String> labels = new HashSet<>(OF_TARGETS);
        for (Selector selector : query.selectors()) {
            if (selector.name().contains(":")) {
                // recorded by a rule, whose own expression is looked at
                labels.add("route");
                continue;
            }
            List<Metrics.Sample> series = series(selector, metrics);
            if (series.isEmpty()) {
                complaints.add("no metric " + selector.name());
            }
            series.forEach(sample -> labels.addAll(sample.labels().keySet()));
            selector.matches().stream()
                    .filter(match -> !series.isEmpty() && neverFits(match, series))
                    .map(
                            match ->
                                    "%s never has %s%s\"%s\""
                                            .formatted(
                                                    selector.name(),
                                                    match.label(),
                                                    match.operator(),
                                                    match.value()))
                    .forEach(complaints::add);
        }
        query.labels().stream()
                .filter(label -> !labels.contains(label))
                .map(label -> "nothing here has the label " + label)
                .forEach(complaints::add);
        return complaints;
    }

    private static List<Metrics.Sample> series(Selector selector, Metrics metrics) {
        return metrics.samples().stream()
                .filter(
                        sample ->
                                selector.name().isEmpty()
                                        ? selector.matches().stream()
                                                .filter(match -> match.label().equals("__name__"))
                                                .anyMatch(match -> match.fits(sample.name()))
                                        : sample.name().equals(selector.name()))
                .toList();
    }

    private static boolean neverFits(LabelMatch match, List<Metrics.Sample> series) {
        return !match.label().equals("__name__")
                && series.stream()
                        .map(sample -> sample.labels().get(match.label()))
                        .noneMatch(value -> value != null && match.fits(value));
    }

    private double calls(String outcome) {
        return Metrics.ofAll(worksync)
                .sum("worksync_gateway_calls_total", "route", "chat", "outcome", outcome);
    }

    private static double delivered(WorkSync worksync) {
        return Metrics.ofAll(worksync).sum("worksync_gateway_delivery_latency_seconds_count");
    }

    private static Set<String> names(Metrics metrics) {
        Set<String> names = new HashSet<>();
        metrics.samples().forEach(sample -> names.add(sample.name()));
        return names;
    }
}

package io.worksync.system.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import io.worksync.system.browser.SdkBundle;
import io.worksync.system.running.Json;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// A participant in a browser.
final class Attending {

    private static final Duration MEDIA = Duration.ofSeconds(60);
    private static final String PAGE =
            "<!doctype html><title>meeting</title><body><script src='sdk.js'></script>"
                    + "<script src='page.js'></script>";

    private final String user;
    private final BrowserContext context;
    private final Page page;
    private String participantId = "";

    Attending(String user, BrowserContext context) {
        this.user = user;
        this.context = context;
        this.page = context.newPage();
    }

    String user() {
        return user;
    }

    String participantId() {
        return participantId;
    }

    /// Joins, from a page of the gateway's origin that has the SDK and nothing else.
    void enter(WorkSync worksync, int gateway, String meeting, Map<String, Object> options) {
        String origin = worksync.gateway(gateway).toString();
        serve(origin + "/sdk-test/", "text/html", PAGE);
        serve(origin + "/sdk-test/sdk.js", "text/javascript", SdkBundle.script());
        serve(origin + "/sdk-test/page.js", "text/javascript", script());
        page.navigate(origin + "/sdk-test/");
        participantId =
                (String)
                        page.evaluate(
                                "([url, token, id, options]) => enter(url, token, id, options)",
                                List.of(origin, worksync.tokens().of(user), meeting, options));
    }

    /// Waits until the pictures of exactly these move.
    void sees(Collection<Attending> others) {
        Map<String, Long> first = new HashMap<>();
        String what =
                user + " sees moving pictures of " + others.stream().map(Attending::user).toList();
        await(what)
                .pollInSameThread() // a page belongs to the thread that made it
                .atMost(MEDIA)
                .untilAsserted(
                        () -> {
                            JsonNode report = report();
                            for (Attending other : others) {
                                long frames = frames(report, other);
                                first.putIfAbsent(other.participantId, frames);
                                assertThat(frames)
                                        .as("%s of %s: %s", user, other.user, report)
                                        .isGreaterThan(first.get(other.participantId) + 10);
                            }
                        });
    }

    /// Waits until media takes this plane, over so many connections and no more.
    void goesOver(String plane, int connections) {
        await(user + " goes over " + plane)
                .pollInSameThread()
                .atMost(MEDIA)
                .untilAsserted(
                        () -> {
                            JsonNode report = report();
                            assertThat(report.path("plane").asText()).isEqualTo(plane);
                            assertThat(report.path("connections").asInt())
                                    .as(report.toString())
                                    .isEqualTo(connections);
                        });
    }

    /// From now on pauses of pictures are counted.
    void countGaps() {
        page.evaluate("startGaps()");
    }

    /// The longest time for which no new picture of somebody came.
    Duration longestGap() {
        return Duration.ofMillis(
                StreamSupport.stream(report().path("remotes").spliterator(), false)
                        .mapToLong(remote -> remote.path("longestGap").asLong())
                        .max()
                        .orElse(0));
    }

    /// The kinds of way that media takes now, such as `host/udp` or `relay/tcp`.
    List<String> paths() {
        Object found = page.evaluate("paths()");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    JsonNode report() {
        return Json.parse((String) page.evaluate("JSON.stringify(report())"));
    }

    void leaves() {
        page.evaluate("leave()");
    }

    void close() {
        context.close();
    }

    private static long frames(JsonNode report, Attending other) {
        return StreamSupport.stream(report.path("remotes").spliterator(), false)
                .filter(one -> one.path("participantId").asText().equals(other.participantId))
                .mapToLong(one -> one.path("frames").asLong())
                .sum();
    }

    private void serve(String url, String type, String body) {
        page.route(
                url,
                route -> route.fulfill(new FulfillOptions().setContentType(type).setBody(body)));
    }

    private static String script() {
        try (InputStream in = Attending.class.getResourceAsStream("page.js")) {
            if (in == null) {
                throw new IllegalStateException("no page.js");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.worksync.gateway.web;

import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;

/// The web client: its configuration, its pages, and 404 for everything that is nothing.
///
/// Its files come from the class path. A path that names no file is a page of the client's own,
/// which its one document shows; a missing file is 404.
@ApplicationScoped
class WebClient {

    private static final List<String> NOT_PAGES =
            List.of(
                    "/api",
                    "/connection",
                    "/emulation",
                    "/openapi",
                    "/asyncapi",
                    "/internal",
                    "/q",
                    "/assets");

    private final WebConfig config;
    private final Problems problems;
    private final Clock clock;

    WebClient(WebConfig config, Problems problems, Clock clock) {
        this.config = config;
        this.problems = problems;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.get("/config.json").order(Orders.EDGE).handler(this::config);
        router.get("/docs").order(Orders.EDGE).handler(call -> call.reroute("/docs.html"));
        router.route().order(Orders.FALLBACK).handler(this::page);
    }

    private void config(RoutingContext call) {
        call.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.DATE, RFC_1123_DATE_TIME.format(clock.instant().atZone(UTC)))
                .end(
                        new JsonObject()
                                .put("issuer", config.issuer())
                                .put("clientId", config.clientId())
                                .toBuffer());
    }

    private void page(RoutingContext call) {
        boolean reads =
                call.request().method().equals(HttpMethod.GET)
                        || call.request().method().equals(HttpMethod.HEAD);
        if (reads && isPage(call.normalizedPath())) {
            call.reroute("/index.html");
            return;
        }
        problems.fail(call, Refusal.notFound());
    }

    private static boolean isPage(String path) {
        return path.indexOf('.') < 0
                && NOT_PAGES.stream()
                        .noneMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}

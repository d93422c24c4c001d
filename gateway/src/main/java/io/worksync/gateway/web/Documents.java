package io.worksync.gateway.web;

import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// `/openapi`: the API of all services as one document; `/asyncapi`: the events.
@ApplicationScoped
class Documents {

    private final OpenApi openApi;
    private final Problems problems;
    private final @Nullable String asyncApi = resource("asyncapi.json");

    Documents(OpenApi openApi, Problems problems) {
        this.openApi = openApi;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.get("/openapi").order(Orders.EDGE).handler(this::openApi);
        router.get("/asyncapi").order(Orders.EDGE).handler(this::asyncApi);
    }

    private void openApi(RoutingContext call) {
        UniHelper.toFuture(openApi.document())
                .onSuccess(document -> send(call, document.toString()))
                .onFailure(failure -> problems.fail(call, failure));
    }

    private void asyncApi(RoutingContext call) {
        if (asyncApi == null) {
            problems.fail(call, Refusal.notFound());
        } else {
            send(call, asyncApi);
        }
    }

    private static void send(RoutingContext call, String document) {
        call.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(document);
    }

    private static @Nullable String resource(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

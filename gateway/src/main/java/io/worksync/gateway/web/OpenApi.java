package io.worksync.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.forward.Answer;
import io.worksync.gateway.forward.CallPath;
import io.worksync.gateway.forward.Forwarder;
import io.worksync.gateway.forward.OwnService;
import io.worksync.gateway.forward.OwnServices;
import io.worksync.gateway.forward.Routes;
import io.worksync.gateway.forward.ServiceCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The OpenAPI documents of all services, merged into one.
///
/// A service that is down is described as it was when it was last asked; a service never seen makes
/// the document fail with 503, since half a document would pass for the whole.
@ApplicationScoped
class OpenApi {

    private final Forwarder forwarder;
    private final Routes routes;
    private final OwnServices own;
    private final WebConfig config;
    private final Clock clock;
    private final ObjectMapper json;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    private record Read(JsonNode document, Instant at) {}

    OpenApi(
            Forwarder forwarder,
            Routes routes,
            OwnServices own,
            WebConfig config,
            Clock clock,
            ObjectMapper json) {
        this.forwarder = forwarder;
        this.routes = routes;
        this.own = own;
        this.config = config;
        this.clock = clock;
        this.json = json;
    }

    Uni<JsonNode> document() {
        List<Uni<JsonNode>> documents = routes.names().stream().map(this::documentOf).toList();
        return Uni.join().all(documents).andFailFast().map(this::merged);
    }

    private Uni<JsonNode> documentOf(String service) {
        Read last = read.get(service);
        if (last != null && last.at().plus(config.documentTtl()).isAfter(clock.instant())) {
            return Uni.createFrom().item(last.document());
        }
        Uni<JsonNode> fresh = forwarder.ask(service, call()).map(answer -> parse(service, answer));
        return last == null ? fresh : fresh.onFailure().recoverWithItem(last.document());
    }

    private static ServiceCall call() {
        return new ServiceCall(
                HttpMethod.GET,
                CallPath.parse("/openapi?format=json"),
                MultiMap.caseInsensitiveMultiMap().add(HttpHeaders.ACCEPT, "application/json"),
                null);
    }

    private JsonNode parse(String service, Answer answer) {
        try {
            JsonNode document = json.readTree(answer.body().getBytes());
            if (answer.succeeded() && document != null && document.isObject()) {
                read.put(service, new Read(document, clock.instant()));
                return document;
            }
        } catch (IOException e) {
            throw unreadable(service);
        }
        throw unreadable(service);
    }

    private static Refusal unreadable(String service) {
        return Refusal.unavailable(
                "The document of " + service + " cannot be read", java.time.Duration.ofSeconds(5));
    }

    private JsonNode merged(List<JsonNode> documents) {
        ObjectNode merged = json.createObjectNode();
        merged.put("openapi", "3.1.0");
        merged.putObject("info").put("title", "WorkSync API").put("version", "1");
        OpenApiMerge merge = new OpenApiMerge(merged);
        List<String> names = routes.names();
        for (int i = 0; i < names.size(); i++) {
            merge.add(names.get(i), documents.get(i));
        }
        own.all().forEach(service -> merge.add("gateway", parse(service)));
        return merged;
    }

    private JsonNode parse(OwnService service) {
        try {
            return json.readTree(service.openApi());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.worksync.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Keycloak's admin API, read with the gateway's own service account.
@ApplicationScoped
class KeycloakAdmin {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final long EARLY_SECONDS = 20;
    private static final String REALMS = "/realms/";

    private record Token(String value, Instant until) {}

    private final WebClient client;
    private final ObjectMapper json;
    private final KeycloakConfig config;
    private final Clock clock;
    private volatile @Nullable Token token;

    KeycloakAdmin(Vertx vertx, ObjectMapper json, KeycloakConfig config, Clock clock) {
        this.client =
                WebClient.create(
                        vertx,
                        new WebClientOptions()
                                .setConnectTimeout((int) config.timeout().toMillis())
                                .setFollowRedirects(false));
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /// What stands at a path of the realm, or a missing node where there is nothing.
    Uni<JsonNode> get(String path) {
        int realm = config.issuer().indexOf(REALMS);
        String uri =
                config.issuer().substring(0, realm)
                        + "/admin"
                        + config.issuer().substring(realm)
                        + path;
        return token().chain(held -> get(uri, held));
    }

    private Uni<JsonNode> get(String uri, Token held) {
        return client.getAbs(uri)
                .bearerTokenAuthentication(held.value())
                .timeout(config.timeout().toMillis())
                .send()
                .map(answer -> read(uri, answer));
    }

    private JsonNode read(String uri, HttpResponse<Buffer> answer) {
        if (answer.statusCode() == UNAUTHORIZED) {
            token = null;
        }
        if (answer.statusCode() == NOT_FOUND) {
            return MissingNode.getInstance();
        }
        return parsed(uri, answer);
    }

    private Uni<Token> token() {
        Token held = token;
        if (held != null && clock.instant().isBefore(held.until())) {
            return Uni.createFrom().item(held);
        }
        String uri = config.issuer() + "/protocol/openid-connect/token";
        MultiMap form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("grant_type", "client_credentials")
                        .add("client_id", config.clientId())
                        .add("client_secret", config.clientSecret().orElse(""));
        return client.postAbs(uri)
                .timeout(config.timeout().toMillis())
                .sendForm(form)
                .map(answer -> keep(parsed(uri, answer)));
    }

    private Token keep(JsonNode grant) {
        long seconds = Math.max(1, grant.path("expires_in").asLong() - EARLY_SECONDS);
        Token fresh =
                new Token(
                        grant.path("access_token").asText(), clock.instant().plusSeconds(seconds));
        token = fresh;
        return fresh;
    }

    private JsonNode parsed(String uri, HttpResponse<Buffer> answer) {
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(
                    "Keycloak answers " + answer.statusCode() + " to " + uri);
        }
        try {
            return json.readTree(answer.body().getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

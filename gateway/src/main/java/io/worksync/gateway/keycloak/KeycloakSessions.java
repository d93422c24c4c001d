package io.worksync.gateway.keycloak;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.worksync.gateway.device.ProviderSessions;
import io.worksync.gateway.token.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/// Ends sessions over Keycloak's account API with the caller's own token, so that the gateway needs
/// no right to end anybody's.
@ApplicationScoped
class KeycloakSessions implements ProviderSessions {

    private static final Logger LOG = Logger.getLogger(KeycloakSessions.class);
    private static final int NO_CONTENT = 204;

    private final WebClient client;
    private final KeycloakConfig config;

    KeycloakSessions(Vertx vertx, KeycloakConfig config) {
        this.client = WebClient.create(vertx);
        this.config = config;
    }

    @Override
    public Uni<Void> end(Caller caller, String signIn) {
        String uri =
                config.issuer()
                        + "/account/sessions/"
                        + URLEncoder.encode(signIn, StandardCharsets.UTF_8);
        return client.deleteAbs(uri)
                .bearerTokenAuthentication(caller.token())
                .putHeader("Accept", "application/json")
                .timeout(config.timeout().toMillis())
                .send()
                .invoke(
                        answer ->
                                warnUnless(
                                        answer.statusCode() == NO_CONTENT,
                                        "it answered " + answer.statusCode()))
                .onFailure()
                .invoke(failure -> warnUnless(false, String.valueOf(failure.getMessage())))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static void warnUnless(boolean ended, String reason) {
        if (!ended) {
            LOG.warnf("Keycloak did not end a session, only we did: %s", reason);
        }
    }
}

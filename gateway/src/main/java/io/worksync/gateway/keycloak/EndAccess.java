package io.worksync.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.session.Revocation;
import io.worksync.gateway.keycloak.KeycloakEvents.Recorded;
import io.worksync.gateway.revocation.RevokeAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/// Ends what an event ended, once for each event.
@ApplicationScoped
class EndAccess {

    private final KeycloakAdmin keycloak;
    private final RevokeAccess revokeAccess;
    private final Map<String, Boolean> done;

    EndAccess(KeycloakAdmin keycloak, RevokeAccess revokeAccess, KeycloakConfig config) {
        this.keycloak = keycloak;
        this.revokeAccess = revokeAccess;
        this.done =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                        return size() > 2 * config.maxEvents();
                    }
                };
    }

    /// Fails where it could not be ended everywhere; then the event is to be given again.
    Uni<Void> end(Recorded recorded) {
        if (isDone(recorded.id())) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> ended =
                switch (recorded.ending()) {
                    case Ending.Revoked revoked ->
                            revokeAccess.revoke(revoked.revocation(), "recorded by Keycloak");
                    case Ending.Changed changed -> endIfShut(changed);
                };
        return ended.invoke(() -> remember(recorded.id()));
    }

    private Uni<Void> endIfShut(Ending.Changed changed) {
        return keycloak.get("/users/" + changed.user())
                .chain(
                        user ->
                                mayComeIn(user)
                                        ? Uni.createFrom().voidItem()
                                        : revokeAccess.revoke(
                                                new Revocation.OfUser(changed.user(), changed.at()),
                                                "disabled or gone"));
    }

    private static boolean mayComeIn(JsonNode user) {
        return user.path("enabled").asBoolean();
    }

    private synchronized boolean isDone(String event) {
        return done.containsKey(event);
    }

    private synchronized void remember(String event) {
        done.put(event, Boolean.TRUE);
    }
}

package io.worksync.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// The two records that Keycloak keeps, each with what of it ends something.
enum KeycloakLog {
    ADMIN_EVENTS(
            "/admin-events?operationTypes=UPDATE&operationTypes=DELETE&operationTypes=ACTION"
                    + "&resourceTypes=USER&resourceTypes=USER_SESSION&resourceTypes=REALM"
                    + "&resourceTypes=REALM_ROLE_MAPPING") {
        @Override
        Optional<Ending> meaning(JsonNode event) {
            return Ending.ofAdminEvent(event);
        }
    },
    USER_EVENTS(
            "/events?type=LOGOUT&type=DELETE_ACCOUNT&type=UPDATE_CREDENTIAL&type=UPDATE_PASSWORD"
                    + "&type=RESET_PASSWORD&type=USER_DISABLED_BY_PERMANENT_LOCKOUT") {
        @Override
        Optional<Ending> meaning(JsonNode event) {
            return Ending.ofUserEvent(event);
        }
    };

    private final String query;

    KeycloakLog(String query) {
        this.query = query;
    }

    /// Events from a time on, oldest first.
    String page(long fromMillis, int first, int max) {
        return query + "&direction=asc&dateFrom=" + fromMillis + "&first=" + first + "&max=" + max;
    }

    /// Empty for an event that ends nothing.
    abstract Optional<Ending> meaning(JsonNode event);
}

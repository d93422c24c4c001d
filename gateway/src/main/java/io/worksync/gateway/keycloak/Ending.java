package io.worksync.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Revocation;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one of Keycloak's events means for tokens.
sealed interface Ending {

    /// These give no access any more.
    record Revoked(Revocation revocation) implements Ending {}

    /// The user was changed; perhaps disabled.
    record Changed(UserId user, Instant at) implements Ending {}

    Pattern USER = Pattern.compile("users/([0-9a-f-]{36})(/logout|/reset-password)?");
    Pattern ROLES = Pattern.compile("users/([0-9a-f-]{36})/role-mappings/realm");
    Pattern SESSION = Pattern.compile("sessions/([!-~]{1,255})");

    /// An event of an administrator; empty for what ends nothing.
    static Optional<Ending> ofAdminEvent(JsonNode event) {
        String path = event.path("resourcePath").asText();
        Instant at = Instant.ofEpochMilli(event.path("time").asLong());
        return switch (event.path("resourceType").asText()) {
            case "USER" -> ofUser(event.path("operationType").asText(), USER.matcher(path), at);
            case "REALM_ROLE_MAPPING" ->
                    ofRoles(event.path("operationType").asText(), ROLES.matcher(path), at);
            case "USER_SESSION" -> ofSession(SESSION.matcher(path));
            case "REALM" ->
                    path.equals("logout-all")
                            ? Optional.of(new Revoked(new Revocation.OfEverybody(at)))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// An event of a user: signing out ends a session, all others that are asked for end what the
    /// user got until then.
    static Optional<Ending> ofUserEvent(JsonNode event) {
        String session = event.path("sessionId").asText();
        if (event.path("type").asText().equals("LOGOUT")) {
            return session.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Revoked(new Revocation.OfSignIn(session)));
        }
        Instant at = Instant.ofEpochMilli(event.path("time").asLong());
        return user(event.path("userId").asText())
                .map(user -> new Revoked(new Revocation.OfUser(user, at)));
    }

    private static Optional<Ending> ofUser(String operation, Matcher path, Instant at) {
        if (!path.matches()) {
            return Optional.empty();
        }
        boolean plain = path.group(2) == null;
        return user(path.group(1))
                .flatMap(
                        user ->
                                switch (operation) {
                                    case "UPDATE" ->
                                            plain
                                                    ? Optional.of(new Changed(user, at))
                                                    : Optional.empty();
                                    case "DELETE" -> plain ? revoked(user, at) : Optional.empty();
                                    case "ACTION" -> plain ? Optional.empty() : revoked(user, at);
                                    default -> Optional.empty();
                                });
    }

    /// A role that was taken is still in the tokens until then.
    private static Optional<Ending> ofRoles(String operation, Matcher path, Instant at) {
        return operation.equals("DELETE") && path.matches()
                ? user(path.group(1)).flatMap(user -> revoked(user, at))
                : Optional.empty();
    }

    private static Optional<Ending> ofSession(Matcher path) {
        return path.matches()
                ? Optional.of(new Revoked(new Revocation.OfSignIn(path.group(1))))
                : Optional.empty();
    }

    private static Optional<Ending> revoked(UserId user, Instant at) {
        return Optional.of(new Revoked(new Revocation.OfUser(user, at)));
    }

    /// Users of other directories may have ids that are none of ours; they have no tokens here.
    private static Optional<UserId> user(String id) {
        try {
            return Optional.of(UserId.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

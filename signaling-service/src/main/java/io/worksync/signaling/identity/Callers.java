package io.worksync.signaling.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Reads who calls from the verified access token.
@RequestScoped
public class Callers {

    private static final int MAX_NAME = 200;

    private final JsonWebToken token;
    private final SecurityIdentity identity;

    Callers(JsonWebToken token, SecurityIdentity identity) {
        this.token = token;
        this.identity = identity;
    }

    /// The caller of this request; 403 for a token that is not a person's.
    public Caller current() {
        String username = text("preferred_username", token.getSubject());
        User user =
                new User(subject(), username, text("name", username), role(identity.getRoles()));
        return new Caller(user, token.getRawToken());
    }

    private UserId subject() {
        try {
            return UserId.fromString(token.getSubject());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw Refusal.forbidden("This token is not a person's");
        }
    }

    private String text(String claim, String otherwise) {
        @Nullable String value = token.getClaim(claim);
        return value == null || value.isBlank()
                ? otherwise
                : value.substring(0, Math.min(value.length(), MAX_NAME));
    }

    /// Whoever has no role of ours gets no more than a guest.
    private static UserRole role(Set<String> roles) {
        if (roles.contains("admin")) {
            return UserRole.ADMIN;
        }
        return roles.contains("member") ? UserRole.MEMBER : UserRole.GUEST;
    }
}

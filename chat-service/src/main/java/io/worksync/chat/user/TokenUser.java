package io.worksync.chat.user;

import io.quarkus.security.identity.SecurityIdentity;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Reads who somebody is from their verified access token.
final class TokenUser {

    private static final int MAX_NAME = 200;

    private TokenUser() {}

    static User of(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw Refusal.forbidden("This needs a person's access token");
        }
        UserId id = id(token.getSubject());
        String username = name(token.getClaim("preferred_username"), id.toString());
        return new User(id, username, name(token.getClaim("name"), username), role(identity));
    }

    private static UserId id(@Nullable String subject) {
        try {
            return UserId.fromString(subject == null ? "" : subject);
        } catch (IllegalArgumentException e) {
            throw Refusal.forbidden("The token names nobody");
        }
    }

    private static String name(@Nullable String claim, String otherwise) {
        if (claim == null || claim.isBlank()) {
            return otherwise;
        }
        String clean = claim.replace("\0", "").strip();
        return clean.substring(0, Math.min(clean.length(), MAX_NAME));
    }

    private static UserRole role(SecurityIdentity identity) {
        if (identity.hasRole("admin")) {
            return UserRole.ADMIN;
        }
        if (identity.hasRole("member")) {
            return UserRole.MEMBER;
        }
        if (identity.hasRole("guest")) {
            return UserRole.GUEST;
        }
        throw Refusal.forbidden("You have no role in this workspace");
    }
}

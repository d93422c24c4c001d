package io.worksync.gateway.token;

import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Revocation;
import java.time.Instant;

/// Whoever holds a verified access token, and the token itself, which goes along with their calls.
public record Caller(UserId id, SignIn signIn, Instant issuedAt, Instant expiresAt, String token) {

    /// Whether the token gives no access any more for this reason.
    public boolean isCoveredBy(Revocation revocation) {
        return revocation.covers(id, signIn.id(), issuedAt);
    }

    /// Without the token: a caller may be logged.
    @Override
    public String toString() {
        return "Caller[" + id + "]";
    }
}

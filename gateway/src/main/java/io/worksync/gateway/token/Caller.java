package io.worksync.gateway.token;

import io.worksync.contracts.id.UserId;
import java.time.Instant;

/// Whoever holds a verified access token, and the token itself, which goes along with their calls.
public record Caller(UserId id, SignIn signIn, Instant issuedAt, Instant expiresAt, String token) {

    /// Without the token: a caller may be logged.
    @Override
    public String toString() {
        return "Caller[" + id + "]";
    }
}

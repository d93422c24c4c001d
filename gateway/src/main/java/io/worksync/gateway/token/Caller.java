package io.worksync.gateway.token;

import io.worksync.contracts.id.UserId;
import java.time.Instant;

/// Whoever holds a verified access token, and the token itself, which goes along with their calls.
public record Caller(UserId id, String token, Instant expiresAt) {

    /// Without the token: a caller may be logged.
    @Override
    public String toString() {
        return "Caller[" + id + "]";
    }
}

package io.worksync.notification.caller;

import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Tells who makes the present call.
@ApplicationScoped
public class Callers {

    private final JsonWebToken token;

    Callers(JsonWebToken token) {
        this.token = token;
    }

    /// The caller; only in a call that needs a token.
    public UserId current() {
        return UserId.fromString(token.getSubject());
    }

    /// The caller with what their token says of itself; only in a call that needs one.
    public Caller caller() {
        return new Caller(
                current(), token.getClaim("sid"), Instant.ofEpochSecond(token.getIssuedAtTime()));
    }
}

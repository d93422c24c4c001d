package io.worksync.presence.caller;

import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Tells who makes the present call.
@ApplicationScoped
public class Callers {

    private final JsonWebToken token;

    Callers(JsonWebToken token) {
        this.token = token;
    }

    /// The caller; only in a call that needs a token.
    public Caller current() {
        return new Caller(UserId.fromString(token.getSubject()), token.getRawToken());
    }
}

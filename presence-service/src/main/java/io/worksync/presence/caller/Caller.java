package io.worksync.presence.caller;

import io.worksync.contracts.id.UserId;

/// Who makes a call, by their verified access token.
public record Caller(UserId id, String token) {

    @Override
    public String toString() {
        return id.toString();
    }
}

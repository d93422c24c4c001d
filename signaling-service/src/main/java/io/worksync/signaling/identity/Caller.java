package io.worksync.signaling.identity;

import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.UserId;

/// The person who calls, and the token that proves it.
public record Caller(User user, String token) {

    public UserId id() {
        return user.id();
    }

    /// Guests have only what they were invited to.
    public boolean isGuest() {
        return user.role() == UserRole.GUEST;
    }

    /// Never the token.
    @Override
    public String toString() {
        return user.toString();
    }
}

package io.worksync.chat.user;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.chat.User;

/// What happens when a person is first seen.
public interface Newcomers {

    /// Does what a new person gets, once in their life; a repeat does nothing.
    Uni<Void> welcome(User user);
}

package io.worksync.contracts.chat;

import io.worksync.contracts.id.UserId;

/// A person as others see them.
public record User(UserId id, String username, String displayName, UserRole role) {}

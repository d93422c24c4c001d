package io.worksync.contracts.session;

import io.worksync.contracts.id.UserId;
import java.time.Instant;

/// A connection of a user to a gateway node.
public record Session(String id, UserId userId, String node, Instant openedAt) {}

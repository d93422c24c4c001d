package io.worksync.contracts.chat;

import io.worksync.contracts.id.UserId;
import java.util.List;

/// An emoji on a message and who put it there.
public record Reaction(String emoji, List<UserId> userIds) {}

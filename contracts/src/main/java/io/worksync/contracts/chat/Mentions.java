package io.worksync.contracts.chat;

import io.worksync.contracts.id.UserId;
import java.util.List;

/// Whom a message calls: members by id, everybody (`@channel`), or everybody present (`@here`).
public record Mentions(List<UserId> userIds, boolean channel, boolean here) {

    /// A message that calls nobody.
    public static final Mentions NONE = new Mentions(List.of(), false, false);
}

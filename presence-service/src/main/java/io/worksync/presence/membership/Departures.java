package io.worksync.presence.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;

/// What follows when somebody leaves a channel.
public interface Departures {

    /// The user is no member any more; `version` tells this departure from others of the same two.
    /// May be called again for the same one.
    Uni<Void> left(UserId user, ChannelId channel, long version);
}

package io.worksync.contracts.event;

import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;

/// Somebody became a member of a channel, or is one no more.
///
/// `version` grows with each change of the same membership, so that a consumer ignores older ones.
public record MembershipEvent(
        ChannelId channelId,
        UserId userId,
        MemberRole role,
        boolean joined,
        long version,
        ChannelRef channel) {}

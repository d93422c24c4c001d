package io.worksync.contracts.chat;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;

/// A person in a channel.
public record Member(
        ChannelId channelId, UserId userId, MemberRole role, Instant joinedAt, User user) {}

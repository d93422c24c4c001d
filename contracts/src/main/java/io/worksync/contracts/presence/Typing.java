package io.worksync.contracts.presence;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody is writing in a channel; over at `expiresAt` unless renewed.
public record Typing(
        ChannelId channelId, @Nullable MessageId threadId, UserId userId, Instant expiresAt) {}

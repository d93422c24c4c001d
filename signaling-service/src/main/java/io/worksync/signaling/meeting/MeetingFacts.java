package io.worksync.signaling.meeting;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What never changes about a meeting. `host` is who made it, and leads it whenever they are in it.
public record MeetingFacts(
        MeetingId id,
        @Nullable ChannelId channelId,
        UserId host,
        Instant createdAt,
        String joinCode,
        boolean e2ee) {}

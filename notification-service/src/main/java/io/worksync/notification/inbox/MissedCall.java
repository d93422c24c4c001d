package io.worksync.notification.inbox;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody is told of a call that they missed; an event is told of once.
public record MissedCall(
        UUID eventId,
        UserId recipient,
        @Nullable ChannelId channelId,
        UserId actorId,
        String actorName,
        String title,
        String body) {}

package io.worksync.contracts.notification;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.NotificationId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An entry of somebody's inbox; `body` is a preview.
public record Notification(
        NotificationId id,
        NotificationKind kind,
        @Nullable ChannelId channelId,
        @Nullable MessageId messageId,
        @Nullable Long seq,
        UserId actorId,
        String actorName,
        String title,
        String body,
        Instant createdAt,
        @Nullable Instant readAt) {}

package io.worksync.notification.inbox;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.notification.NotificationKind;

/// What recipients are to be told of a message.
public record Draft(
        NotificationKind kind,
        ChannelId channelId,
        MessageId messageId,
        int messageVersion,
        long seq,
        UserId actorId,
        String actorName,
        String title,
        String body) {}

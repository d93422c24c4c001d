package io.worksync.contracts.chat;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person wrote.
///
/// `seq` is gap-free in the channel and gives the order. `version` starts at 1 and grows with each
/// change: an older one never replaces a newer one. A deleted message keeps its place,
/// without text.
public record Message(
        MessageId id,
        ChannelId channelId,
        long seq,
        UserId authorId,
        String text,
        String clientId,
        @Nullable MessageId threadId,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        int version,
        List<Reaction> reactions,
        List<Attachment> attachments,
        Mentions mentions) {}

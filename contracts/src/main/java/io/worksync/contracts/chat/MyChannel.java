package io.worksync.contracts.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A channel with what it means to the caller.
///
/// `unread` counts messages after `readSeq`, `mentions` those among them that name the caller.
public record MyChannel(
        ChannelId id,
        ChannelKind kind,
        @Nullable String name,
        @Nullable String purpose,
        Instant createdAt,
        @Nullable UserId createdBy,
        long lastSeq,
        int memberCount,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<User> members,
        long readSeq,
        long unread,
        long mentions,
        boolean muted) {}

package io.worksync.contracts.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A chat channel; `members` only of direct ones, whose name is theirs.
public record Channel(
        ChannelId id,
        ChannelKind kind,
        @Nullable String name,
        @Nullable String purpose,
        Instant createdAt,
        @Nullable UserId createdBy,
        long lastSeq,
        int memberCount,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<User> members) {}

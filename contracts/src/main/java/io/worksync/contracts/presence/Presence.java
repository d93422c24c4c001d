package io.worksync.contracts.presence;

import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What others see of a person's presence.
public record Presence(
        UserId userId,
        Availability availability,
        @Nullable Activity activity,
        @Nullable Instant lastSeenAt,
        @Nullable String statusText,
        @Nullable String statusEmoji,
        @Nullable Instant until) {}

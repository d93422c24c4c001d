package io.worksync.presence.availability;

import io.worksync.contracts.problem.Refusal;
import io.worksync.presence.status.Setting;
import io.worksync.presence.status.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a client sends to set its user's status.
record StatusBody(
        @Nullable Setting availability,
        @Nullable String statusText,
        @Nullable String statusEmoji,
        @Nullable Instant until) {

    Status status() {
        if (availability == null) {
            throw Refusal.badRequest("availability", "One of auto, away, dnd, invisible");
        }
        return new Status(availability, blankAsNull(statusText), blankAsNull(statusEmoji), until);
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}

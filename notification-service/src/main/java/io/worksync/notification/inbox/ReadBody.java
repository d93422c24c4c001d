package io.worksync.notification.inbox;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.NotificationId;
import io.worksync.contracts.problem.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// What a client sends to mark everything up to here as read: a time (RFC 3339) or an entry's id,
/// or a
/// channel, or both.
record ReadBody(@Nullable String before, @Nullable ChannelId channelId) {

    UpTo upTo() {
        if (before == null && channelId == null) {
            throw Refusal.badRequest("before", "A time, a notification id, or a channelId");
        }
        if (before == null) {
            return new UpTo(null, null, channelId);
        }
        Instant time = time(before);
        return time != null
                ? new UpTo(time, null, channelId)
                : new UpTo(null, entry(before), channelId);
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static NotificationId entry(String text) {
        try {
            return NotificationId.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("before", "A time or a notification id");
        }
    }
}

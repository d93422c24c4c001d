package io.worksync.notification.inbox;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.NotificationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries are read: those up to a time or an entry, of one channel or of all.
record UpTo(@Nullable Instant time, @Nullable NotificationId entry, @Nullable ChannelId channel) {}

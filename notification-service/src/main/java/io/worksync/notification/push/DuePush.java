package io.worksync.notification.push;

import io.worksync.contracts.notification.NotificationKind;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A push whose time has come, with what its sending depends on.
record DuePush(
        UUID notificationId,
        UUID subscriptionId,
        int attempts,
        URI endpoint,
        BrowserKeys keys,
        NotificationKind kind,
        @Nullable UUID channelId,
        @Nullable Long seq,
        String title,
        String body,
        Instant createdAt,
        boolean readOrWithdrawn,
        @Nullable String availability) {}

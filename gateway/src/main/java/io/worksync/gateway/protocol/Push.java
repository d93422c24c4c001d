package io.worksync.gateway.protocol;

import io.worksync.realtime.Position;
import org.jspecify.annotations.Nullable;

/// What the server says without being asked.
public sealed interface Push {

    /// The topic it is about.
    String topic();

    record Published(String topic, Reply.Publication publication) implements Push {}

    /// The server subscribed the session; `position` is null for topics that keep nothing.
    record Subscribed(String topic, @Nullable Position position) implements Push {}

    record Unsubscribed(String topic, UnsubscribeReason reason) implements Push {}
}

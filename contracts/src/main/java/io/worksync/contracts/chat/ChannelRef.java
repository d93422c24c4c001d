package io.worksync.contracts.chat;

import io.worksync.contracts.id.ChannelId;
import org.jspecify.annotations.Nullable;

/// A channel as other parts need to know it.
public record ChannelRef(ChannelId id, ChannelKind kind, @Nullable String name) {}

package io.worksync.contracts.event;

import io.worksync.contracts.presence.Presence;

/// Somebody's presence changed.
public record PresenceEvent(Presence presence) {}

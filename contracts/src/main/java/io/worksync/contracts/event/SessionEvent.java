package io.worksync.contracts.event;

import io.worksync.contracts.session.Session;

/// A session was opened or closed.
public record SessionEvent(Session session) {}

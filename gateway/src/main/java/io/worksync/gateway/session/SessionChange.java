package io.worksync.gateway.session;

/// That a session of this node began or ended, told on the connection's loop.
public sealed interface SessionChange {

    LiveSession session();

    record Began(LiveSession session) implements SessionChange {}

    record Ended(LiveSession session) implements SessionChange {}
}

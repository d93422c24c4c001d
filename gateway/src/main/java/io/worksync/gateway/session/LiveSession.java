package io.worksync.gateway.session;

import io.worksync.contracts.session.Session;
import io.worksync.gateway.token.Caller;

/// A session on this node: what others know of it, and the caller as of the latest token.
public final class LiveSession {

    private final Session session;
    private Caller caller;

    LiveSession(Session session, Caller caller) {
        this.session = session;
        this.caller = caller;
    }

    public Session session() {
        return session;
    }

    /// Whose calls it makes; from the connection's loop only.
    public Caller caller() {
        return caller;
    }

    void setCaller(Caller newCaller) {
        caller = newCaller;
    }
}

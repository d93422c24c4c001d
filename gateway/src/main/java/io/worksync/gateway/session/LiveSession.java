package io.worksync.gateway.session;

import io.worksync.contracts.session.Session;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.ClientInfo;
import org.jspecify.annotations.Nullable;

/// A session on this node: what others know of it, and the caller as of the latest token.
public final class LiveSession {

    private final Session session;
    private Caller caller;
    private @Nullable ClientInfo info;

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

    /// What others see of it, once somebody wanted to; from the connection's loop only.
    @Nullable ClientInfo info() {
        return info;
    }

    void setInfo(ClientInfo newInfo) {
        info = newInfo;
    }

    void setCaller(Caller newCaller) {
        caller = newCaller;
    }
}

package io.worksync.gateway.session;

import io.worksync.contracts.session.Session;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.ClientInfo;
import org.jspecify.annotations.Nullable;

/// A session on this node: what others know of it, and the caller as of the latest token.
public final class LiveSession {

    private final Session session;
    private final ClientSoftware client;
    private volatile Caller caller;
    private @Nullable ClientInfo info;

    LiveSession(Session session, ClientSoftware client, Caller caller) {
        this.session = session;
        this.client = client;
        this.caller = caller;
    }

    public Session session() {
        return session;
    }

    /// What its client says of itself.
    public ClientSoftware client() {
        return client;
    }

    /// Whose calls it makes.
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

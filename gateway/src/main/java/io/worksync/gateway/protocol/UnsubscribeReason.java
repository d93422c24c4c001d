package io.worksync.gateway.protocol;

/// Why the server ends a subscription. From 2500 on the client subscribes again by itself.
public enum UnsubscribeReason {
    SERVER(2000, "server unsubscribe"),
    INSUFFICIENT_STATE(2500, "insufficient state"),
    EXPIRED(2501, "subscription expired"),
    STATE_INVALIDATED(2502, "state invalidated");

    private final int code;
    private final String reason;

    UnsubscribeReason(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// The code of the push.
    public int code() {
        return code;
    }

    /// The reason of the push.
    public String reason() {
        return reason;
    }
}

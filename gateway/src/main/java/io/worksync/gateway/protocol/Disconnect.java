package io.worksync.gateway.protocol;

/// Why the server ends a connection: the close codes with their published meaning.
///
/// From 3000 to 3499 the client reconnects, from 3500 to 3999 it does not. Below are codes of
/// RFC 6455 for what is wrong with the frames themselves.
public enum Disconnect {
    PROTOCOL_VIOLATION(1002, "protocol error"),
    UNSUPPORTED_DATA(1003, "unsupported data"),
    INVALID_PAYLOAD(1007, "invalid UTF-8"),
    MESSAGE_UNFINISHED(1008, "message not finished"),
    MESSAGE_TOO_BIG(1009, "message too big"),
    TOO_MANY_FRAMES(1009, "message in too many frames"),
    SHUTDOWN(3001, "shutdown"),
    SERVER_ERROR(3004, "internal server error"),
    EXPIRED(3005, "connection expired"),
    SUBSCRIPTION_EXPIRED(3006, "subscription expired"),
    SLOW(3008, "slow"),
    WRITE_ERROR(3009, "write error"),
    INSUFFICIENT_STATE(3010, "insufficient state"),
    FORCE_RECONNECT(3011, "force reconnect"),
    NO_PONG(3012, "no pong"),
    TOO_MANY_REQUESTS(3013, "too many requests"),
    STATE_INVALIDATED(3014, "state invalidated"),
    INVALID_TOKEN(3500, "invalid token"),
    BAD_REQUEST(3501, "bad request"),
    STALE(3502, "stale"),
    FORCE_NO_RECONNECT(3503, "force disconnect"),
    CONNECTION_LIMIT(3504, "connection limit"),
    CHANNEL_LIMIT(3505, "channel limit"),
    INAPPROPRIATE_PROTOCOL(3506, "inappropriate protocol"),
    PERMISSION_DENIED(3507, "permission denied"),
    NOT_AVAILABLE(3508, "not available"),
    TOO_MANY_ERRORS(3509, "too many errors");

    private final short code;
    private final String reason;

    Disconnect(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    /// The WebSocket close code.
    public short code() {
        return code;
    }

    /// The WebSocket close reason.
    public String reason() {
        return reason;
    }
}

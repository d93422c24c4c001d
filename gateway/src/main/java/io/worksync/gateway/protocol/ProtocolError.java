package io.worksync.gateway.protocol;

/// The protocol's own error codes, with their published meaning.
///
/// Codes from 400 on are not here: in the answer to an `rpc` they are the HTTP status of the call.
public enum ProtocolError {
    INTERNAL(100, "internal server error", true),
    UNAUTHORIZED(101, "unauthorized", false),
    UNKNOWN_CHANNEL(102, "unknown channel", false),
    PERMISSION_DENIED(103, "permission denied", false),
    METHOD_NOT_FOUND(104, "method not found", false),
    ALREADY_SUBSCRIBED(105, "already subscribed", false),
    LIMIT_EXCEEDED(106, "limit exceeded", false),
    BAD_REQUEST(107, "bad request", false),
    NOT_AVAILABLE(108, "not available", false),
    TOKEN_EXPIRED(109, "token expired", false),
    EXPIRED(110, "expired", false),
    TOO_MANY_REQUESTS(111, "too many requests", true),
    UNRECOVERABLE_POSITION(112, "unrecoverable position", false),
    CONCURRENT_PAGINATION(113, "concurrent pagination", true);

    @SuppressWarnings("ImmutableEnumChecker") // a record of an int, a String and a boolean
    private final ErrorBody body;

    ProtocolError(int code, String message, boolean temporary) {
        this.body = new ErrorBody(code, message, temporary, null);
    }

    /// What the client gets.
    public ErrorBody body() {
        return body;
    }

    /// What the client gets of a failure that was logged with this trace.
    public ErrorBody body(String traceId) {
        return new ErrorBody(body.code(), body.message(), body.temporary(), traceId);
    }
}

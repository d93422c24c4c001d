package io.worksync.gateway.protocol;

/// The error of a reply; `temporary` says that the same command may succeed later.
public record ErrorBody(int code, String message, boolean temporary) {}

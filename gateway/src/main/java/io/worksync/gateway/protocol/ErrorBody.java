package io.worksync.gateway.protocol;

import org.jspecify.annotations.Nullable;

/// The error of a reply; `temporary` says that the same command may succeed later.
///
/// @param traceId finds what went wrong in logs and traces; null where the client itself is
///     told all there is. The protobuf form has no place for it.
public record ErrorBody(int code, String message, boolean temporary, @Nullable String traceId) {}

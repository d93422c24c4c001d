package io.worksync.chat.problem;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The id that finds a call in logs and traces: the caller's own where it sent one (W3C Trace
/// Context).
final class TraceId {

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceId() {}

    static String of(@Nullable String traceparent) {
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return matcher.matches() ? matcher.group(1) : UUID.randomUUID().toString().replace("-", "");
    }
}

package io.worksync.gateway.forward;

import io.opentelemetry.api.trace.Span;
import io.worksync.operations.tracing.Tracing;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The trace of a call (W3C Trace Context), by which logs of several processes are found.
public record Trace(String traceparent) {

    private static final Pattern VALID =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int ID_FROM = 3;
    private static final int ID_TO = 35;

    /// The caller's own trace where the header is well-formed, else a new one.
    public static Trace of(@Nullable String header) {
        return header != null && VALID.matcher(header).matches() ? new Trace(header) : begin();
    }

    /// The trace that a span is in, or a new one where nothing is traced.
    public static Trace of(Span span) {
        String traceparent = Tracing.traceparent(span);
        return traceparent == null ? begin() : new Trace(traceparent);
    }

    /// A new trace.
    public static Trace begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return new Trace(
                "00-"
                        + hex.toHexDigits(random.nextLong())
                        + hex.toHexDigits(random.nextLong() | 1)
                        + "-"
                        + hex.toHexDigits(random.nextLong() | 1)
                        + "-01");
    }

    /// The 32 digits that problems show.
    public String id() {
        return traceparent.substring(ID_FROM, ID_TO);
    }
}

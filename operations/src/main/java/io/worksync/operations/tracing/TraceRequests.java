package io.worksync.operations.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/// A span for each call of an API; it is the current one while the call is handled.
@ApplicationScoped
class TraceRequests {

    private static final int BEFORE_EVERYTHING = 10_000;
    private static final int FAILED = 500;
    private static final String TRACEPARENT = "traceparent";
    private static final Pattern CALLS = Pattern.compile("/(api|internal)/");
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|(?<=/)[^/]*:[^/]*");

    private final Tracing tracing;

    TraceRequests(Tracing tracing) {
        this.tracing = tracing;
    }

    void register(@Observes Filters filters) {
        if (tracing.isOn()) {
            filters.register(this::trace, BEFORE_EVERYTHING);
        }
    }

    private void trace(RoutingContext call) {
        if (CALLS.matcher(call.normalizedPath()).lookingAt()) {
            Span span =
                    tracing.begin(
                            name(call), SpanKind.SERVER, call.request().getHeader(TRACEPARENT));
            String traceparent = Tracing.traceparent(span);
            tracing.setCurrent(traceparent);
            // whoever passes the call on, or says what went wrong, goes by the header
            call.request().headers().set(TRACEPARENT, traceparent);
            call.addEndHandler(ended -> end(span, call.response().getStatusCode()));
        }
        call.next();
    }

    private static void end(Span span, int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= FAILED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /// The method and the path, in which ids and topics are the same for all.
    private static String name(RoutingContext call) {
        return call.request().method().name()
                + " "
                + ID.matcher(call.normalizedPath()).replaceAll("{id}");
    }
}

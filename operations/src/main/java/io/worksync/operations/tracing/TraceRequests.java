package io.worksync.operations.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A span for each call of an API; it is the current one while the call is handled.
@ApplicationScoped
class TraceRequests {

    private static final int BEFORE_EVERYTHING = 10_000;
    private static final int FAILED = 500;
    private static final String TRACEPARENT = "traceparent";
    private static final Pattern CALLS = Pattern.compile("/(api|internal)(?=/)");

    /// Where Quarkus notes which resource handles a request.
    private static final String TEMPLATE = "UrlPathTemplate";

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
        Matcher path = CALLS.matcher(call.normalizedPath());
        if (path.lookingAt()) {
            String method = call.request().method().name();
            Span span =
                    tracing.begin(
                            method + " " + path.group(),
                            SpanKind.SERVER,
                            call.request().getHeader(TRACEPARENT));
            String traceparent = Tracing.traceparent(span);
            tracing.setCurrent(traceparent);
            // whoever passes the call on, or says what went wrong, goes by the header
            call.request().headers().set(TRACEPARENT, traceparent);
            Context context = Vertx.currentContext();
            call.addEndHandler(
                    ended -> {
                        name(span, method, context);
                        end(span, call.response().getStatusCode());
                    });
        }
        call.next();
    }

    /// By the resource and never by the path, which has ids in it, and the codes of join links.
    private static void name(Span span, String method, Context context) {
        String template = context.getLocal(TEMPLATE);
        if (template != null) {
            span.updateName(method + " " + template);
        }
    }

    private static void end(Span span, int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= FAILED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}

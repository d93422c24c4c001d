package io.worksync.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.worksync.contracts.problem.Problem;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.forward.Trace;
import io.worksync.gateway.token.TokenRefused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/// Answers the gateway's own errors as `application/problem+json` (RFC 9457).
///
/// What is not an expected refusal is a bug: logged once with the trace id, answered "internal".
@ApplicationScoped
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final Map<Integer, String> TITLES =
            Map.ofEntries(
                    Map.entry(400, "Bad request"),
                    Map.entry(401, "Unauthorized"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not found"),
                    Map.entry(405, "Method not allowed"),
                    Map.entry(408, "Request timeout"),
                    Map.entry(413, "Content too large"),
                    Map.entry(414, "URI too long"),
                    Map.entry(415, "Unsupported media type"),
                    Map.entry(426, "Upgrade required"),
                    Map.entry(429, "Too many requests"),
                    Map.entry(500, "Internal error"),
                    Map.entry(503, "Service unavailable"));
    private static final int INTERNAL = 500;

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /// Answers a failure of whatever kind.
    public void fail(RoutingContext call, Throwable failure) {
        switch (failure) {
            case Refusal refusal -> refuse(call, refusal);
            case TokenRefused refused -> unauthorized(call, refused);
            default -> {
                Trace trace = Trace.of(call.request().getHeader("traceparent"));
                LOG.errorf(failure, "Call failed, trace %s", trace.id());
                send(call, problem(INTERNAL, "Something went wrong here", trace));
            }
        }
    }

    /// Answers with a status and what to say about it.
    public void refuse(RoutingContext call, int status, String detail) {
        Trace trace = Trace.of(call.request().getHeader("traceparent"));
        send(call, problem(status, detail, trace));
    }

    private void refuse(RoutingContext call, Refusal refusal) {
        if (refusal.retryAfter() != null) {
            long seconds = Math.max(1, refusal.retryAfter().toSeconds());
            call.response().putHeader("Retry-After", Long.toString(seconds));
        }
        send(call, refusal.problem(Trace.of(call.request().getHeader("traceparent")).id()));
    }

    private void unauthorized(RoutingContext call, TokenRefused refused) {
        if (refused.reason() == TokenRefused.Reason.UNVERIFIABLE) {
            call.response().putHeader("Retry-After", "1");
            refuse(call, 503, "Tokens cannot be verified now");
            return;
        }
        call.response().putHeader("WWW-Authenticate", "Bearer realm=\"worksync\"");
        refuse(call, 401, detail(refused));
    }

    private static String detail(TokenRefused refused) {
        return switch (refused.reason()) {
            case EXPIRED -> "The access token has expired";
            case REVOKED -> "This sign-in has ended";
            case INVALID, UNVERIFIABLE -> "A valid access token is needed";
        };
    }

    private static Problem problem(int status, String detail, Trace trace) {
        String title = TITLES.getOrDefault(status, "Error");
        return new Problem("about:blank", title, status, detail, trace.id(), null);
    }

    private void send(RoutingContext call, Problem problem) {
        HttpServerResponse response = call.response();
        if (response.ended() || response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body(problem));
    }

    private Buffer body(Problem problem) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

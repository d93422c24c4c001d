package io.worksync.notification.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.worksync.contracts.problem.Problem;
import io.worksync.contracts.problem.Refusal;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Answers every failure of a call as `application/problem+json` (RFC 9457), and logs those that
/// are bugs, once, with the trace id that the caller was given.
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    // W3C Trace Context: version-traceid-parentid-flags
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    @ServerExceptionMapper
    public Response refused(Refusal refusal, HttpHeaders headers) {
        return answer(refusal, headers);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized(HttpHeaders headers) {
        return Response.fromResponse(
                        answer(401, "Unauthorized", "A valid access token is needed", headers))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public Response cannotVerify(OIDCException failure, HttpHeaders headers) {
        LOG.warnf("Tokens cannot be verified: %s", failure.getMessage());
        return answer(
                Refusal.unavailable("Tokens cannot be verified right now", RETRY_AFTER), headers);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, HttpHeaders headers) {
        return answer(403, "Forbidden", "You may not do this", headers);
    }

    @ServerExceptionMapper
    public Response unreadable(JacksonException failure, HttpHeaders headers) {
        return answer(
                Refusal.badRequest(field(failure), "This is not valid JSON for this call"),
                headers);
    }

    // the framework answers these itself, with no body, unless they are named
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException failure, HttpHeaders headers) {
        return unreadable(failure, headers);
    }

    @ServerExceptionMapper
    public Response ofStatus(WebApplicationException failure, HttpHeaders headers) {
        int status = failure.getResponse().getStatus();
        if (failure.getCause() instanceof JacksonException json) {
            return unreadable(json, headers);
        }
        if (status >= 500) {
            return unexpected(failure, headers);
        }
        return status == 404
                ? answer(Refusal.notFound(), headers)
                : answer(status, title(status), title(status), headers);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, HttpHeaders headers) {
        if (Outages.isOutage(failure)) {
            LOG.debug("A dependency did not answer", failure);
            return answer(
                    Refusal.unavailable("This does not work right now, try again", RETRY_AFTER),
                    headers);
        }
        String traceId = traceId(headers);
        LOG.errorf(failure, "A call failed, trace %s", traceId);
        return answer(
                new Problem("about:blank", "Internal error", 500, "internal", traceId, null), null);
    }

    private static Response answer(Refusal refusal, HttpHeaders headers) {
        return answer(refusal.problem(traceId(headers)), refusal.retryAfter());
    }

    private static Response answer(int status, String title, String detail, HttpHeaders headers) {
        return answer(
                new Problem("about:blank", title, status, detail, traceId(headers), null), null);
    }

    private static Response answer(Problem problem, @Nullable Duration retryAfter) {
        Response.ResponseBuilder builder =
                Response.status(problem.status()).type(MEDIA_TYPE).entity(problem);
        if (retryAfter != null) {
            builder.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
        }
        return builder.build();
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    private static String field(JacksonException failure) {
        String path =
                failure instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(JsonMappingException.Reference::getFieldName)
                                .filter(name -> name != null)
                                .collect(Collectors.joining("."))
                        : "";
        return path.isEmpty() ? "body" : path;
    }

    private static String traceId(HttpHeaders headers) {
        List<String> parents = headers.getRequestHeader("traceparent");
        if (parents != null && !parents.isEmpty()) {
            Matcher matcher = TRACEPARENT.matcher(parents.getFirst());
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return UUID.randomUUID().toString().replace("-", "");
    }
}

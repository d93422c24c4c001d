package io.worksync.chat.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.worksync.chat.database.PgFailures;
import io.worksync.contracts.problem.Problem;
import io.worksync.contracts.problem.Refusal;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Turns every failure of a call into its problem (RFC 9457), once.
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @ServerExceptionMapper
    public Response refusal(Refusal refusal, HttpHeaders headers) {
        return answer(refusal, headers);
    }

    // named by itself since Quarkus brings a mapper for just this one
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException failure, HttpHeaders headers) {
        return unreadable(failure, headers);
    }

    @ServerExceptionMapper
    public Response unreadable(JacksonException failure, HttpHeaders headers) {
        return answer(Refusal.badRequest(field(failure), "This is not what belongs here"), headers);
    }

    // also what the path does not fit: an id that is none is an id of nothing
    @ServerExceptionMapper
    public Response notFound(NotFoundException failure, HttpHeaders headers) {
        return answer(Refusal.notFound(), headers);
    }

    @ServerExceptionMapper
    public Response other(WebApplicationException failure, HttpHeaders headers) {
        int status = failure.getResponse().getStatus();
        if (status == 400 && failure.getCause() instanceof JacksonException json) {
            return unreadable(json, headers);
        }
        return status >= 500
                ? unexpected(failure, headers)
                : answer(status, failure.getResponse().getStatusInfo().getReasonPhrase(), headers);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized(HttpHeaders headers) {
        return Response.fromResponse(answer(401, "A valid access token is needed", headers))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public Response cannotVerify(OIDCException failure, HttpHeaders headers) {
        LOG.warnf("Tokens cannot be verified: %s", failure.getMessage());
        return answer(
                Refusal.unavailable(
                        "The identity provider does not answer; try again", RETRY_AFTER),
                headers);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, HttpHeaders headers) {
        return answer(Refusal.forbidden("You may not do this"), headers);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, HttpHeaders headers) {
        if (PgFailures.isTemporary(failure)) {
            LOG.warnf("Something that a call needs is down: %s", failure);
            return answer(
                    Refusal.unavailable(
                            "Something that this needs is down; try again", RETRY_AFTER),
                    headers);
        }
        String traceId = traceId(headers);
        LOG.errorf(failure, "A call failed, trace %s", traceId);
        return body(new Problem("about:blank", "Internal error", 500, "internal", traceId, null));
    }

    private static Response answer(Refusal refusal, HttpHeaders headers) {
        Response response = body(refusal.problem(traceId(headers)));
        Duration retryAfter = refusal.retryAfter();
        return retryAfter == null
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
                        .build();
    }

    private static Response answer(int status, String detail, HttpHeaders headers) {
        String title =
                Objects.requireNonNullElse(
                                Response.Status.fromStatusCode(status), Response.Status.BAD_REQUEST)
                        .getReasonPhrase();
        return body(new Problem("about:blank", title, status, detail, traceId(headers), null));
    }

    private static Response body(Problem problem) {
        return Response.status(problem.status()).type(MEDIA_TYPE).entity(problem).build();
    }

    private static String field(JacksonException failure) {
        @Nullable String path =
                failure instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(JsonMappingException.Reference::getFieldName)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining("."))
                        : null;
        return path == null || path.isEmpty() ? "body" : path;
    }

    private static String traceId(HttpHeaders headers) {
        return TraceId.of(headers.getHeaderString("traceparent"));
    }
}

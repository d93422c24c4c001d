package io.worksync.signaling.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.worksync.contracts.problem.Problem;
import io.worksync.contracts.problem.Problem.FieldError;
import io.worksync.contracts.problem.Refusal;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Answers whatever goes wrong as `application/problem+json` (RFC 9457). Bugs are logged once,
/// with the trace id of the answer.
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /// W3C Trace Context.
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    @ServerExceptionMapper
    public Response refused(Refusal refusal, HttpHeaders headers) {
        return refusal(refusal, headers);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized(HttpHeaders headers) {
        return Response.fromResponse(status(401, "A valid access token is needed", headers))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, HttpHeaders headers) {
        return status(403, "You may not do this", headers);
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException failure, HttpHeaders headers) {
        return refusal(
                Refusal.badRequest(
                        failure.getConstraintViolations().stream().map(Problems::error).toList()),
                headers);
    }

    /// The second one by name, since quarkus-rest has a mapper of its own for it.
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    public Response unreadable(JacksonException failure, HttpHeaders headers) {
        return refusal(
                Refusal.badRequest(field(failure), "This is not the JSON that the call takes"),
                headers);
    }

    @ServerExceptionMapper
    public Response other(WebApplicationException failure, HttpHeaders headers) {
        int status = failure.getResponse().getStatus();
        if (failure.getCause() instanceof JacksonException json) {
            return unreadable(json, headers);
        }
        if (status == 404) {
            return refusal(Refusal.notFound(), headers);
        }
        return status >= 500 ? bug(failure, headers) : status(status, reason(status), headers);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, HttpHeaders headers) {
        if (!Outages.isOutage(failure)) {
            return bug(failure, headers);
        }
        LOG.warnf("A dependency did not answer: %s", failure);
        return refusal(
                Refusal.unavailable("This does not work right now, try again", RETRY_AFTER),
                headers);
    }

    private static Response bug(Throwable failure, HttpHeaders headers) {
        String trace = traceId(headers);
        LOG.errorf(failure, "A call failed, trace %s", trace);
        return response(
                new Problem("about:blank", "Internal error", 500, "internal", trace, null), null);
    }

    private static Response refusal(Refusal refusal, HttpHeaders headers) {
        return response(refusal.problem(traceId(headers)), refusal.retryAfter());
    }

    private static Response status(int status, String detail, HttpHeaders headers) {
        Problem problem =
                new Problem("about:blank", reason(status), status, detail, traceId(headers), null);
        return response(problem, null);
    }

    private static Response response(Problem problem, @Nullable Duration retryAfter) {
        Response.ResponseBuilder builder =
                Response.status(problem.status()).type(PROBLEM_JSON).entity(problem);
        if (retryAfter != null) {
            builder.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
        }
        return builder.build();
    }

    private static String reason(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    private static FieldError error(ConstraintViolation<?> violation) {
        String field =
                StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                        .filter(node -> node.getKind() == ElementKind.PROPERTY)
                        .map(Path.Node::getName)
                        .collect(Collectors.joining("."));
        return new FieldError(field.isEmpty() ? "body" : field, violation.getMessage());
    }

    private static String field(JacksonException failure) {
        if (!(failure instanceof JsonMappingException mapping)) {
            return "body";
        }
        String path =
                mapping.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path;
    }

    private static String traceId(HttpHeaders headers) {
        @Nullable String parent = headers.getHeaderString("traceparent");
        Matcher matcher = TRACEPARENT.matcher(parent == null ? "" : parent);
        return matcher.matches() ? matcher.group(1) : UUID.randomUUID().toString().replace("-", "");
    }
}

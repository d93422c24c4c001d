package io.worksync.contracts.problem;

import io.worksync.contracts.problem.Problem.FieldError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expected "no" to a call. Each edge turns it into its [Problem] once; nothing was changed.
///
/// It carries no stack trace, since it is an answer and not a bug.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    private Refusal(
            int status,
            String title,
            String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.errors = errors;
        this.retryAfter = retryAfter;
    }

    /// 400: the call cannot be understood or breaks a rule of its fields.
    public static Refusal badRequest(String field, String message) {
        return badRequest(List.of(new FieldError(field, message)));
    }

    /// 400 with several fields.
    public static Refusal badRequest(List<FieldError> errors) {
        String detail = errors.isEmpty() ? "The request is not valid" : errors.getFirst().message();
        return new Refusal(400, "Bad request", detail, errors, null);
    }

    /// 403: the caller may see the thing, but not do this to it.
    public static Refusal forbidden(String detail) {
        return new Refusal(403, "Forbidden", detail, List.of(), null);
    }

    /// 404: the thing is not there, or not for the caller to see; the answer is the same.
    public static Refusal notFound() {
        return new Refusal(
                404, "Not found", "There is nothing here that you may see", List.of(), null);
    }

    /// 408: the call did not arrive in time.
    public static Refusal timeout(String detail) {
        return new Refusal(408, "Request timeout", detail, List.of(), null);
    }

    /// 409: the call contradicts the present state.
    public static Refusal conflict(String detail) {
        return new Refusal(409, "Conflict", detail, List.of(), null);
    }

    /// 413: the body is larger than its limit.
    public static Refusal tooLarge(String detail) {
        return new Refusal(413, "Content too large", detail, List.of(), null);
    }

    /// 429: too often; try again after the given time.
    public static Refusal tooMany(String detail, Duration retryAfter) {
        return new Refusal(429, "Too many requests", detail, List.of(), retryAfter);
    }

    /// 503: something that the call needs is down; try again after the given time.
    public static Refusal unavailable(String detail, Duration retryAfter) {
        return new Refusal(503, "Service unavailable", detail, List.of(), retryAfter);
    }

    public int status() {
        return status;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /// The body of the answer.
    public Problem problem(String traceId) {
        return new Problem(
                "about:blank",
                title,
                status,
                getMessage(),
                traceId,
                errors.isEmpty() ? null : errors);
    }
}

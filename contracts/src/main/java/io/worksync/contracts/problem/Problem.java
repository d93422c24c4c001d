package io.worksync.contracts.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error as the caller gets it, `application/problem+json` (RFC 9457).
///
/// `traceId` finds the call in logs and traces; `errors` names the fields of a 400.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String traceId,
        @Nullable List<FieldError> errors) {

    /// One field that was not accepted, by its JSON name.
    public record FieldError(String field, String message) {}
}

package io.worksync.presence.status;

import io.worksync.contracts.problem.Problem.FieldError;
import io.worksync.contracts.problem.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody says of themselves, until a time or for good.
public record Status(
        Setting availability,
        @Nullable String statusText,
        @Nullable String statusEmoji,
        @Nullable Instant until) {

    /// Nothing said.
    public static final Status NONE = new Status(Setting.AUTO, null, null, null);

    private static final int MAX_TEXT = 100;
    private static final int MAX_EMOJI = 64;

    /// Refuses what is too long, contains control characters, or is over before it begins.
    public Status acceptedAt(Instant now) {
        List<FieldError> errors = new ArrayList<>();
        check("statusText", statusText, MAX_TEXT, errors);
        check("statusEmoji", statusEmoji, MAX_EMOJI, errors);
        if (until != null && !until.isAfter(now)) {
            errors.add(new FieldError("until", "This must be in the future"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.badRequest(errors);
        }
        return this;
    }

    /// What is left of it at a time.
    public Status at(Instant now) {
        return until != null && !until.isAfter(now) ? NONE : this;
    }

    private static void check(
            String field, @Nullable String text, int limit, List<FieldError> errors) {
        if (text == null) {
            return;
        }
        if (text.codePointCount(0, text.length()) > limit) {
            errors.add(new FieldError(field, "At most " + limit + " characters"));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError(field, "No control characters"));
        }
    }
}

package io.worksync.chat.page;

import io.worksync.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/// Checks that a call brought what it is about.
public final class Bodies {

    private Bodies() {}

    /// The body, or the field's value; refused with 400 where it is left out or null.
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw Refusal.badRequest(field, "This is missing");
        }
        return value;
    }
}

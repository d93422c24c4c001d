package io.worksync.chat.page;

import io.worksync.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/// Checks what people write into fields.
public final class Texts {

    private Texts() {}

    /// A text that says something, within its limit.
    public static String required(String field, @Nullable String text, int limit) {
        if (text == null || text.isBlank()) {
            throw Refusal.badRequest(field, "This must not be empty");
        }
        return checked(field, text, limit);
    }

    /// A text that may be left out; one of blanks only counts as left out.
    public static @Nullable String optional(String field, @Nullable String text, int limit) {
        return text == null || text.isBlank() ? null : checked(field, text, limit).strip();
    }

    /// The text as a part of a LIKE pattern, its wildcards meaning themselves.
    public static String likePart(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static String checked(String field, String text, int limit) {
        if (text.length() > limit) {
            throw Refusal.badRequest(field, "This is longer than " + limit + " characters");
        }
        if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
            throw Refusal.badRequest(field, "This has characters that are not text");
        }
        return text;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}

package io.worksync.chat.page;

import io.worksync.chat.ChatConfig;
import io.worksync.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/// How many items a caller wants.
public final class Limit {

    private Limit() {}

    /// The page's size where none is asked for, and its maximum where more is.
    public static int of(@Nullable String asked, ChatConfig.Page page) {
        if (asked == null) {
            return page.size();
        }
        long limit = number("limit", asked);
        if (limit < 1) {
            throw Refusal.badRequest("limit", "The limit is at least 1");
        }
        return (int) Math.min(limit, page.maxSize());
    }

    /// A whole number from 0.
    public static long number(String field, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, as any other text that is no such number
        }
        throw Refusal.badRequest(field, "This is not a whole number from 0");
    }
}

package io.worksync.chat.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of a list, and how to ask for the next one; null where this is the end.
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /// Makes a page of what was read with a limit one above the page's.
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, Cursor> cursor) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, null);
        }
        List<T> items = oneMore.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()).toString());
    }
}

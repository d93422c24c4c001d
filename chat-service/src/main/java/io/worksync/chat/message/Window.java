package io.worksync.chat.message;

import io.worksync.chat.page.Limit;
import io.worksync.contracts.problem.Refusal;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which part of a channel's messages a caller wants to see.
///
/// `seq` has no gaps, so a part is a range of numbers.
sealed interface Window {

    record Latest(int limit) implements Window {}

    record Before(long seq, int limit) implements Window {}

    record After(long seq, int limit) implements Window {}

    record Around(long seq, int limit) implements Window {}

    /// From the first to the last `seq`, both included.
    record Range(long first, long last) {

        boolean isEmpty() {
            return first > last;
        }
    }

    /// Reads what the caller asked for; more than one place at once is refused with 400.
    static Window of(
            @Nullable String before, @Nullable String after, @Nullable String around, int limit) {
        if (Stream.of(before, after, around).filter(Objects::nonNull).count() > 1) {
            throw Refusal.badRequest("before", "Only one of before, after and around makes sense");
        }
        if (before != null) {
            return new Before(Limit.number("before", before), limit);
        }
        if (after != null) {
            return new After(Limit.number("after", after), limit);
        }
        return around == null
                ? new Latest(limit)
                : new Around(Limit.number("around", around), limit);
    }

    /// The part of a channel whose messages go from 1 to `end`.
    default Range within(long end) {
        return switch (this) {
            case Latest(int limit) -> upTo(end, limit);
            case Before(long seq, int limit) -> upTo(Math.min(seq - 1, end), limit);
            case After(long seq, int limit) -> from(Math.min(seq, end) + 1, end, limit);
            case Around(long seq, int limit) ->
                    from(Math.max(1, Math.min(seq, end) - limit / 2), end, limit);
        };
    }

    private static Range upTo(long last, int limit) {
        return new Range(Math.max(1, last - limit + 1), last);
    }

    private static Range from(long first, long end, int limit) {
        return new Range(first, Math.min(end, first + limit - 1));
    }
}

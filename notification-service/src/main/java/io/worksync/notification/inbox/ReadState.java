package io.worksync.notification.inbox;

import io.worksync.contracts.problem.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which entries a caller asks for.
enum ReadState {
    ALL,
    UNREAD,
    READ;

    static ReadState of(@Nullable String name) {
        return switch (name == null ? "all" : name.toLowerCase(Locale.ROOT)) {
            case "all" -> ALL;
            case "unread" -> UNREAD;
            case "read" -> READ;
            default -> throw Refusal.badRequest("state", "One of all, unread, read");
        };
    }
}

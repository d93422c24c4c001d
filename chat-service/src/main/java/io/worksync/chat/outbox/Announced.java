package io.worksync.chat.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a transaction did (nothing to be told where it is null), and what it announces of it.
public record Announced<T>(@Nullable T result, List<Announcement> announcements) {

    public Announced {
        announcements = List.copyOf(announcements);
    }
}

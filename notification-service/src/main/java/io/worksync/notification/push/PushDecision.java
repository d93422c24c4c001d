package io.worksync.notification.push;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What becomes of a push that is due.
enum PushDecision {
    /// It is sent now.
    SEND,
    /// The person is there and may read it: it is looked at again.
    WAIT,
    /// It is not sent any more.
    DROP;

    /// Who is away, or was never seen, is told. Whoever is there is left to read it, and told if
    /// they go away without. Who does not want to be disturbed finds it in the inbox.
    ///
    /// @param availability as presence-service last said; `null` where it said nothing
    static PushDecision of(
            Instant createdAt,
            boolean readOrWithdrawn,
            @Nullable String availability,
            Instant now,
            Duration patience,
            Duration keep) {
        Duration age = Duration.between(createdAt, now);
        if (readOrWithdrawn || age.compareTo(keep) > 0) {
            return DROP;
        }
        return switch (availability) {
            case "online" -> age.compareTo(patience) < 0 ? WAIT : DROP;
            case "dnd" -> DROP;
            case null, default -> SEND;
        };
    }
}

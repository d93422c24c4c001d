package io.worksync.notification.push;

import java.time.Duration;
import java.util.Optional;

/// What a push service made of a push (RFC 8030).
sealed interface PushOutcome {

    /// It has it, and hands it on when the browser is there.
    record Taken() implements PushOutcome {}

    /// The browser has ended its subscription.
    record Gone() implements PushOutcome {}

    /// Not now; `after` where the service says when.
    record Later(String reason, Optional<Duration> after) implements PushOutcome {}

    /// It will not take this, ever.
    record Refused(String reason) implements PushOutcome {}
}

package io.worksync.presence.typing;

import java.time.Instant;

/// What became of somebody's typing.
sealed interface Started {

    /// Others must be told.
    record Anew(Instant expiresAt) implements Started {}

    /// Others were told a moment ago.
    record Renewed() implements Started {}

    /// Too much at once.
    record Refused() implements Started {}
}

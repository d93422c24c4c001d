package io.worksync.notification.inbox;

import io.worksync.contracts.notification.Notification;

/// Something that a recipient's devices have not been told yet.
sealed interface Untold {

    /// There is a new entry.
    record Created(Notification notification) implements Untold {}

    /// An entry changed.
    record Updated(Notification notification) implements Untold {}

    /// Several changed or went: read the inbox again.
    record Reload() implements Untold {}
}

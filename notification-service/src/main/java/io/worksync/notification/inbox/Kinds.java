package io.worksync.notification.inbox;

import io.worksync.contracts.notification.NotificationKind;
import java.util.Locale;

/// Kinds as the database names them, which is as the wire does.
final class Kinds {

    private Kinds() {}

    static String name(NotificationKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static NotificationKind of(String name) {
        return NotificationKind.valueOf(name.toUpperCase(Locale.ROOT));
    }
}

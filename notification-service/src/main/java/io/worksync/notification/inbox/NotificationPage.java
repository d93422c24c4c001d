package io.worksync.notification.inbox;

import io.worksync.contracts.id.NotificationId;
import io.worksync.contracts.notification.Notification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of an inbox, newest first; the cursor is of the next older page.
record NotificationPage(List<Notification> items, @Nullable NotificationId nextCursor) {

    /// Cuts what was read, one more than the page may have if there are more.
    static NotificationPage of(List<Notification> read, int size) {
        if (read.size() <= size) {
            return new NotificationPage(List.copyOf(read), null);
        }
        List<Notification> items = List.copyOf(read.subList(0, size));
        return new NotificationPage(items, items.getLast().id());
    }
}

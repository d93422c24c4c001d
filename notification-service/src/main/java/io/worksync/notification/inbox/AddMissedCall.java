package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Puts an entry of a missed call into an inbox and tells its owner. May be repeated: nobody gets a
/// second entry of the same call.
@ApplicationScoped
public class AddMissedCall {

    private final PgNotifications notifications;
    private final TellRecipients tellers;

    AddMissedCall(PgNotifications notifications, TellRecipients tellers) {
        this.notifications = notifications;
        this.tellers = tellers;
    }

    public Uni<Void> add(MissedCall call) {
        return notifications.add(call).chain(() -> tellers.tell(call.recipient()));
    }
}

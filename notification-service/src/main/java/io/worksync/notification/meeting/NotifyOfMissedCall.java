package io.worksync.notification.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MissedMeetingEvent;
import io.worksync.notification.inbox.AddMissedCall;
import io.worksync.notification.inbox.MissedCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts a call into the inbox of whoever missed it.
@ApplicationScoped
class NotifyOfMissedCall {

    private static final int MAX_BODY = 200;

    private final AddMissedCall add;

    NotifyOfMissedCall(AddMissedCall add) {
        this.add = add;
    }

    Uni<Void> missed(UUID eventId, MissedMeetingEvent event) {
        @Nullable String title = event.meeting().title();
        return add.add(
                new MissedCall(
                        eventId,
                        event.userId(),
                        event.meeting().channelId(),
                        event.caller().id(),
                        event.caller().displayName(),
                        "Missed call from " + event.caller().displayName(),
                        title == null
                                ? ""
                                : title.substring(0, Math.min(MAX_BODY, title.length()))));
    }
}

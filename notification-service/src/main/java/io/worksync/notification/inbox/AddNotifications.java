package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;

/// Puts entries of a message into inboxes and tells their owners, in this order.
///
/// All of it may be repeated: nobody gets a second entry of the same message.
@ApplicationScoped
public class AddNotifications {

    private final PgNotifications notifications;
    private final PgChannelCalls calls;
    private final TellRecipients tellers;

    AddNotifications(PgNotifications notifications, PgChannelCalls calls, TellRecipients tellers) {
        this.notifications = notifications;
        this.calls = calls;
        this.tellers = tellers;
    }

    /// Stores an entry for each of the recipients.
    public Uni<Void> store(Collection<UserId> recipients, Draft draft) {
        return recipients.isEmpty()
                ? Uni.createFrom().voidItem()
                : notifications.addFor(recipients, draft);
    }

    /// Stores an entry for each member of the draft's channel, but its author. Those whose joining
    /// before `sentAt` is heard of later get theirs then, see [CatchUpNewcomer].
    public Uni<Void> storeForMembers(Draft draft, Instant sentAt) {
        return calls.remember(draft, sentAt).chain(() -> notifications.addForMembers(draft));
    }

    /// Changes the preview of the entries of an edited message and tells it.
    public Uni<Void> edit(MessageId message, int version, String body) {
        return notifications
                .edit(message, version, body)
                .chain(() -> calls.edit(message, version, body))
                .chain(() -> tellers.ofMessage(message));
    }

    /// Tells whoever was not told yet.
    public Uni<Void> tell(MessageId message) {
        return tellers.ofMessage(message);
    }
}

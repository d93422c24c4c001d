package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;

/// Takes unread entries away again, whose reason is gone, and tells their owners.
@ApplicationScoped
public class WithdrawNotifications {

    private final PgNotifications notifications;
    private final PgChannelCalls calls;
    private final TellRecipients tellers;

    WithdrawNotifications(
            PgNotifications notifications, PgChannelCalls calls, TellRecipients tellers) {
        this.notifications = notifications;
        this.calls = calls;
        this.tellers = tellers;
    }

    /// Those of a deleted message; its text goes from the read ones, too.
    public Uni<Void> ofMessage(MessageId message, int version) {
        return calls.withdraw(message, version)
                .chain(() -> notifications.withdraw(message, version))
                .chain(() -> tellers.ofMessage(message));
    }

    /// Those of a channel that the recipient has left.
    public Uni<Void> ofChannel(UserId recipient, ChannelId channel) {
        return notifications.withdraw(recipient, channel).chain(() -> tellers.tell(recipient));
    }
}

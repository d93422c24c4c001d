package io.worksync.notification.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Tells recipients' devices what changed in their inbox, at least once; each creation once.
@ApplicationScoped
public class TellRecipients {

    private final PgNotifications notifications;
    private final PgInbox inbox;
    private final InboxPublisher publisher;
    private final InboxConfig config;
    private final Counter told;

    TellRecipients(
            PgNotifications notifications,
            PgInbox inbox,
            InboxPublisher publisher,
            InboxConfig config,
            MeterRegistry metrics) {
        this.notifications = notifications;
        this.inbox = inbox;
        this.publisher = publisher;
        this.config = config;
        this.told = metrics.counter("worksync.notification.changes.told");
    }

    /// Tells everybody who is still to be told of the message.
    public Uni<Void> ofMessage(MessageId message) {
        return notifications
                .untold(message)
                .chain(
                        recipients ->
                                recipients.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : all(recipients).chain(() -> ofMessage(message)));
    }

    /// Tells one recipient everything that is untold.
    Uni<Void> tell(UserId recipient) {
        return inbox.telling(recipient, publisher::publish)
                .invoke(count -> told.increment(count))
                .chain(
                        count ->
                                count < config.tellPerRecipient()
                                        ? Uni.createFrom().voidItem()
                                        : tell(recipient));
    }

    private Uni<Void> all(List<UserId> recipients) {
        return Multi.createFrom()
                .iterable(recipients)
                .onItem()
                .transformToUni(this::tell)
                .merge(config.tellAtOnce())
                .onItem()
                .ignoreAsUni();
    }
}

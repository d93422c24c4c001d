package io.worksync.notification.message;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.event.MessageEvent;
import io.worksync.contracts.notification.NotificationKind;
import io.worksync.notification.inbox.AddNotifications;
import io.worksync.notification.inbox.Draft;
import io.worksync.notification.inbox.WithdrawNotifications;
import jakarta.enterprise.context.ApplicationScoped;

/// Decides who is told of a message, stores it, then tells them. May be repeated at any point.
@ApplicationScoped
class NotifyOfMessage {

    private final AddNotifications add;
    private final WithdrawNotifications withdraw;

    NotifyOfMessage(AddNotifications add, WithdrawNotifications withdraw) {
        this.add = add;
        this.withdraw = withdraw;
    }

    Uni<Void> created(MessageEvent event) {
        Audience audience = Audience.of(event);
        if (audience.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // whoever is named keeps that reason: a second entry of the same message is not stored
        return add.store(audience.named(), named(event, audience))
                .chain(() -> storeForMembers(event, audience))
                .chain(() -> add.tell(event.message().id()));
    }

    Uni<Void> updated(MessageEvent event) {
        Message message = event.message();
        return add.edit(message.id(), message.version(), Preview.of(message));
    }

    Uni<Void> deleted(MessageEvent event) {
        return withdraw.ofMessage(event.message().id(), event.message().version());
    }

    private Uni<Void> storeForMembers(MessageEvent event, Audience audience) {
        if (!audience.everybody()) {
            return Uni.createFrom().voidItem();
        }
        String title = event.author().displayName() + " called everybody in " + channel(event);
        return add.storeForMembers(
                draft(event, NotificationKind.CHANNEL_MENTION, title), event.message().createdAt());
    }

    private static Draft named(MessageEvent event, Audience audience) {
        String author = event.author().displayName();
        return audience.direct().isEmpty()
                ? draft(
                        event,
                        NotificationKind.MENTION,
                        author + " mentioned you in " + channel(event))
                : draft(event, NotificationKind.DIRECT_MESSAGE, author);
    }

    private static Draft draft(MessageEvent event, NotificationKind kind, String title) {
        Message message = event.message();
        return new Draft(
                kind,
                message.channelId(),
                message.id(),
                message.version(),
                message.seq(),
                message.authorId(),
                event.author().displayName(),
                title,
                Preview.of(message));
    }

    private static String channel(MessageEvent event) {
        String name = event.channel().name();
        return name == null ? "a channel" : "#" + name;
    }
}

package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.page.Texts;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Puts emojis on messages and takes them off; a repeat changes nothing.
@ApplicationScoped
class React {

    private final Announcer announcer;
    private final PgAccess accesses;
    private final PgMessages messages;
    private final PgReactions reactions;
    private final ChatConfig config;
    private final Clock clock;

    React(
            Announcer announcer,
            PgAccess accesses,
            PgMessages messages,
            PgReactions reactions,
            ChatConfig config,
            Clock clock) {
        this.announcer = announcer;
        this.accesses = accesses;
        this.messages = messages;
        this.reactions = reactions;
        this.config = config;
        this.clock = clock;
    }

    /// Whether the emoji comes or goes.
    enum Change {
        PUT,
        REMOVE
    }

    Uni<Void> react(User user, ChannelId channel, MessageId message, String emoji, Change change) {
        String checked = Texts.required("emoji", emoji, config.text().emoji());
        return announcer.commit(
                session ->
                        accesses.lock(session, user, channel)
                                .invoke(access -> access.reading())
                                .chain(() -> messages.lock(session, channel, message))
                                .invoke(React::stillThere)
                                .chain(row -> changed(session, user, row, checked, change)));
    }

    private static void stillThere(MessageRow row) {
        if (row.deletedAt != null) {
            throw Refusal.conflict("This message was deleted");
        }
    }

    private Uni<Announced<Void>> changed(
            PgSession session, User user, MessageRow row, String emoji, Change change) {
        return apply(session, user, row, emoji, change)
                .chain(
                        isChanged ->
                                isChanged
                                        ? announced(session, row)
                                        : Uni.createFrom().item(new Announced<>(null, List.of())));
    }

    private Uni<Boolean> apply(
            PgSession session, User user, MessageRow row, String emoji, Change change) {
        return switch (change) {
            case PUT -> reactions.put(session, row.id, emoji, user.id(), clock.instant());
            case REMOVE -> reactions.remove(session, row.id, emoji, user.id());
        };
    }

    private Uni<Announced<Void>> announced(PgSession session, MessageRow row) {
        row.version++;
        return messages.update(session, row)
                .invoke(this::withinLimit)
                .map(message -> new Announced<>(null, List.of(announcement(message))));
    }

    private void withinLimit(Message message) {
        int max = config.members().reactionsPerMessage();
        if (message.reactions().size() > max) {
            throw Refusal.conflict("A message takes at most " + max + " different emojis");
        }
    }

    private Announcement announcement(Message message) {
        return Announcement.inChannel(
                message.channelId(), new TopicEvent.MessageUpdated(clock.instant(), message));
    }
}

package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcement.KafkaRecord;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.page.Bodies;
import io.worksync.chat.page.Texts;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Edits and deletes messages. A deleted one keeps its place in the channel, without its text.
@ApplicationScoped
class ChangeMessage {

    private final Announcer announcer;
    private final PgAccess accesses;
    private final PgMessages messages;
    private final PgMentions mentions;
    private final PgReactions reactions;
    private final int maxText;
    private final Clock clock;

    ChangeMessage(
            Announcer announcer,
            PgAccess accesses,
            PgMessages messages,
            PgMentions mentions,
            PgReactions reactions,
            ChatConfig config,
            Clock clock) {
        this.announcer = announcer;
        this.accesses = accesses;
        this.messages = messages;
        this.mentions = mentions;
        this.reactions = reactions;
        this.maxText = config.text().message();
        this.clock = clock;
    }

    /// The new text.
    @Schema(name = "MessageChange")
    record Body(@Nullable String text) {}

    Uni<Message> edit(User caller, ChannelId channel, MessageId id, @Nullable Body body) {
        String text = Texts.required("text", Bodies.required("body", body).text(), maxText);
        return announcer.commit(
                session ->
                        accesses.lock(session, caller, channel)
                                .invoke(access -> access.reading())
                                .chain(() -> messages.lock(session, channel, id))
                                .invoke(row -> permittedToEdit(row, caller))
                                .chain(row -> edited(session, row, text)));
    }

    private static void permittedToEdit(MessageRow row, User caller) {
        if (!row.authorId.equals(caller.id().value())) {
            throw Refusal.forbidden("Only its author may edit a message");
        }
        if (row.deletedAt != null) {
            throw Refusal.conflict("This message was deleted");
        }
    }

    private Uni<Announced<Message>> edited(PgSession session, MessageRow row, String text) {
        if (row.text.equals(text)) {
            return messages.complete(session, row).map(same -> new Announced<>(same, List.of()));
        }
        row.text = text;
        row.editedAt = clock.instant();
        ChannelId channel = new ChannelId(row.channelId);
        return mentions.resolve(session, channel, mentions.read(text))
                .chain(called -> store(session, row, called))
                .map(message -> new TopicEvent.MessageUpdated(clock.instant(), message))
                .map(event -> announced(event.message(), event));
    }

    Uni<Void> delete(User caller, ChannelId channel, MessageId id) {
        Uni<Message> deletion =
                announcer.commit(
                        session ->
                                accesses.lock(session, caller, channel)
                                        .map(Access::reading)
                                        .chain(access -> deletable(session, access, id))
                                        .chain(row -> deleted(session, row)));
        return deletion.replaceWithVoid();
    }

    private Uni<MessageRow> deletable(PgSession session, Access access, MessageId id) {
        return messages.lock(session, access.channel().id(), id)
                .invoke(row -> permittedToDelete(row, access));
    }

    private static void permittedToDelete(MessageRow row, Access access) {
        if (!row.authorId.equals(access.user().id().value()) && !access.isModerator()) {
            throw Refusal.forbidden(
                    "Only its author or an owner of the channel may delete a message");
        }
    }

    private Uni<Announced<Message>> deleted(PgSession session, MessageRow row) {
        if (row.deletedAt != null) {
            return messages.complete(session, row).map(same -> new Announced<>(same, List.of()));
        }
        row.text = "";
        row.deletedAt = clock.instant();
        return reactions
                .removeAll(session, row.id)
                .chain(() -> store(session, row, Mentions.NONE))
                .map(message -> new TopicEvent.MessageDeleted(clock.instant(), message))
                .map(event -> announced(event.message(), event));
    }

    private Uni<Message> store(PgSession session, MessageRow row, Mentions called) {
        row.version++;
        row.mention(called);
        return mentions.replace(session, new ChannelId(row.channelId), row.seq, called)
                .chain(() -> messages.update(session, row));
    }

    private static Announced<Message> announced(Message message, TopicEvent event) {
        KafkaRecord kafka =
                new KafkaRecord(KafkaTopics.MESSAGES, message.channelId().toString(), null);
        return new Announced<>(
                message, List.of(Announcement.inChannel(message.channelId(), event).alsoOn(kafka)));
    }
}

package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.message.NewMessage.Outcome;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.page.Bodies;
import io.worksync.chat.page.Texts;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Appends a message to a channel and announces it.
///
/// Sending twice with the same `clientId` returns the first result, so clients may retry freely.
@ApplicationScoped
class SendMessage {

    private final PgTransactions transactions;
    private final DraftMessage drafting;
    private final AppendMessage appending;
    private final Announcer announcer;
    private final PgMessages messages;
    private final PgMentions mentions;
    private final PgAccess accesses;
    private final ChatConfig.Text limits;

    SendMessage(
            PgTransactions transactions,
            DraftMessage drafting,
            AppendMessage appending,
            Announcer announcer,
            PgMessages messages,
            PgMentions mentions,
            PgAccess accesses,
            ChatConfig config) {
        this.transactions = transactions;
        this.drafting = drafting;
        this.appending = appending;
        this.announcer = announcer;
        this.messages = messages;
        this.mentions = mentions;
        this.accesses = accesses;
        this.limits = config.text();
    }

    /// What a caller wants to say.
    @Schema(name = "NewMessage")
    record Body(
            @Nullable String text,
            @Nullable String clientId,
            @Nullable MessageId threadId,
            @Nullable List<Object> attachments) {}

    /// The message, and whether it is this call that sent it.
    record Sent(Message message, boolean isNew) {}

    Uni<Sent> send(User author, ChannelId channel, @Nullable Body body) {
        Body said = accepted(Bodies.required("body", body));
        return mentions(channel, said)
                .map(called -> drafting.draft(author, channel, said, called))
                .chain(message -> append(author, message));
    }

    private Uni<Sent> append(User author, NewMessage message) {
        return appending.append(message).chain(outcome -> sent(author, message.draft(), outcome));
    }

    private Uni<Sent> sent(User author, Message message, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Appended appended -> {
                announcer.publish(List.of(appended.pending()));
                yield Uni.createFrom().item(new Sent(appended.message(), true));
            }
            case Outcome.Known known ->
                    messages.byClientId(message).map(stored -> new Sent(stored, false));
            case Outcome.NoSuchThread none -> Uni.createFrom().failure(Refusal.notFound());
            // a public channel is seen by all, so there it says why; elsewhere it is not there
            case Outcome.NotMember stranger -> refusal(author, message);
        };
    }

    private Uni<Sent> refusal(User author, Message message) {
        return accesses.find(author, message.channelId())
                .invoke(Access::acting)
                .chain(() -> Uni.createFrom().failure(Refusal.notFound()));
    }

    private Uni<Mentions> mentions(ChannelId channel, Body body) {
        MentionText called = mentions.read(Bodies.required("text", body.text()));
        return called.names().isEmpty()
                ? Uni.createFrom().item(new Mentions(List.of(), called.channel(), called.here()))
                : transactions.read(session -> mentions.resolve(session, channel, called));
    }

    private Body accepted(Body body) {
        Texts.required("text", body.text(), limits.message());
        Texts.required("clientId", body.clientId(), limits.clientId());
        if (body.attachments() != null && !body.attachments().isEmpty()) {
            throw Refusal.badRequest("attachments", "There is no such file");
        }
        return body;
    }
}

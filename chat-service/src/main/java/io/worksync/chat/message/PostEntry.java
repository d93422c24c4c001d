package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.message.NewMessage.Outcome;
import io.worksync.chat.outbox.Announcer;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Appends to a channel what happened in it, in the name of a member; it mentions nobody, whatever
/// the text says. Posting it again with the same client id changes nothing.
@ApplicationScoped
public class PostEntry {

    private final DraftMessage drafting;
    private final AppendMessage appending;
    private final Announcer announcer;

    PostEntry(DraftMessage drafting, AppendMessage appending, Announcer announcer) {
        this.drafting = drafting;
        this.appending = appending;
        this.announcer = announcer;
    }

    /// Posts nothing for somebody who is no member any more.
    public Uni<Void> post(User author, ChannelId channel, String text, String clientId) {
        SendMessage.Body body = new SendMessage.Body(text, clientId, null, null);
        return appending
                .append(drafting.draft(author, channel, body, Mentions.NONE))
                .invoke(this::announce)
                .replaceWithVoid();
    }

    private void announce(Outcome outcome) {
        if (outcome instanceof Outcome.Appended appended) {
            announcer.publish(List.of(appended.pending()));
        }
    }
}

package io.worksync.chat.message;

import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Pending;
import io.worksync.contracts.chat.Message;
import io.worksync.realtime.Publication;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message on its way into PostgreSQL, which gives it its `seq`; until then the draft has none.
///
/// @param head the JSON of its event before the `seq`
/// @param tail the JSON of its event after the `seq`
/// @param traceparent the trace of the call that sends it; null where it is not kept
record NewMessage(
        Message draft, UUID eventId, String head, String tail, @Nullable String traceparent) {

    /// What makes two sends the same one.
    record Key(UUID channel, UUID author, String clientId) {}

    Key key() {
        return new Key(draft.channelId().value(), draft.authorId().value(), draft.clientId());
    }

    /// The message as it is stored, and what is to be published of it.
    Outcome.Appended appended(long seq, long position) {
        Publication publication =
                Publication.of(head + seq + tail).withSequence(position).traced(traceparent);
        return new Outcome.Appended(
                withSeq(draft, seq),
                new Pending(Announcement.channelTopic(draft.channelId()), publication));
    }

    /// What became of it.
    sealed interface Outcome {

        record Appended(Message message, Pending pending) implements Outcome {}

        /// The author has sent one with this client id before.
        record Known() implements Outcome {}

        record NotMember() implements Outcome {}

        record NoSuchThread() implements Outcome {}
    }

    static Message withSeq(Message draft, long seq) {
        return new Message(
                draft.id(),
                draft.channelId(),
                seq,
                draft.authorId(),
                draft.text(),
                draft.clientId(),
                draft.threadId(),
                draft.createdAt(),
                draft.editedAt(),
                draft.deletedAt(),
                draft.version(),
                draft.reactions(),
                draft.attachments(),
                draft.mentions());
    }
}

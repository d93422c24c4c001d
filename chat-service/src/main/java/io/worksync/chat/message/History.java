package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.membership.PgAccess;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what was written in a channel, to its members.
@ApplicationScoped
class History {

    private final PgTransactions transactions;
    private final PgAccess accesses;
    private final PgMessages messages;
    private final PgPages pages;

    History(PgTransactions transactions, PgAccess accesses, PgMessages messages, PgPages pages) {
        this.transactions = transactions;
        this.accesses = accesses;
        this.messages = messages;
        this.pages = pages;
    }

    /// Messages in `seq` order, and whether there are others on either side.
    record Part(List<Message> items, boolean hasMoreBefore, boolean hasMoreAfter) {}

    /// A message, the first of its replies after a `seq`, and after which one there are more.
    record ThreadPart(Message root, List<Message> items, @Nullable String nextCursor) {}

    Uni<Part> read(User reader, ChannelId channel, Window window) {
        return accesses.find(reader, channel)
                .map(access -> access.reading().lastSeq())
                .chain(end -> part(channel, window.within(end), end));
    }

    private Uni<Part> part(ChannelId channel, Window.Range range, long end) {
        boolean before = range.first() > 1 && end > 0;
        boolean after = range.last() < end;
        return range.isEmpty()
                ? Uni.createFrom().item(new Part(List.of(), before, after))
                : pages.between(channel, range.first(), range.last())
                        .map(items -> new Part(items, before, after));
    }

    Uni<ThreadPart> thread(User reader, ChannelId channel, MessageId root, long after, int size) {
        return transactions.read(
                session ->
                        accesses.find(session, reader, channel)
                                .invoke(access -> access.reading())
                                .chain(() -> messages.find(session, channel, root))
                                .chain(row -> messages.complete(session, row))
                                .chain(found -> thread(session, found, after, size)));
    }

    private Uni<ThreadPart> thread(PgSession session, Message root, long after, int size) {
        return messages.replies(session, root.id(), after, size + 1)
                .map(replies -> thread(root, replies, size));
    }

    private static ThreadPart thread(Message root, List<Message> replies, int size) {
        if (replies.size() <= size) {
            return new ThreadPart(root, replies, null);
        }
        List<Message> items = replies.subList(0, size);
        return new ThreadPart(root, items, Long.toString(items.getLast().seq()));
    }
}

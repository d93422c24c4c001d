package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.database.PgTransactions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.Reaction;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Messages in PostgreSQL.
@ApplicationScoped
class PgMessages {

    private static final String BY_CLIENT_ID =
            "from MessageRow where channelId = :channel and authorId = :author"
                    + " and clientId = :clientId";
    private static final String BY_ID = "from MessageRow where id = :id and channelId = :channel";
    private static final String REPLIES =
            "from MessageRow where threadId = :thread and seq > :after order by seq";
    private final PgTransactions transactions;
    private final PgReactions reactions;

    PgMessages(PgTransactions transactions, PgReactions reactions) {
        this.transactions = transactions;
        this.reactions = reactions;
    }

    /// The stored message that a repeated one is the same as.
    Uni<Message> byClientId(Message repeated) {
        return transactions.read(
                session ->
                        session.hibernate()
                                .createQuery(BY_CLIENT_ID, MessageRow.class)
                                .setParameter("channel", repeated.channelId().value())
                                .setParameter("author", repeated.authorId().value())
                                .setParameter("clientId", repeated.clientId())
                                .getSingleResult()
                                .chain(row -> complete(session, row)));
    }

    /// A message of the channel; refused with 404 where it has none of this id.
    Uni<MessageRow> find(PgSession session, ChannelId channel, MessageId id) {
        return session.hibernate()
                .createQuery(BY_ID, MessageRow.class)
                .setParameter("id", id.value())
                .setParameter("channel", channel.value())
                .getSingleResultOrNull()
                .map(PgMessages::found);
    }

    /// The same, locked until the transaction ends.
    Uni<MessageRow> lock(PgSession session, ChannelId channel, MessageId id) {
        return session.hibernate()
                .createQuery(BY_ID, MessageRow.class)
                .setParameter("id", id.value())
                .setParameter("channel", channel.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull()
                .map(PgMessages::found);
    }

    /// The first replies of a thread after a `seq`.
    Uni<List<Message>> replies(PgSession session, MessageId root, long after, int max) {
        return session.hibernate()
                .createQuery(REPLIES, MessageRow.class)
                .setParameter("thread", root.value())
                .setParameter("after", after)
                .setMaxResults(max)
                .getResultList()
                .chain(rows -> complete(session, rows));
    }

    /// The message with its reactions.
    Uni<Message> complete(PgSession session, MessageRow row) {
        return complete(session, List.of(row)).map(List::getFirst);
    }

    /// Writes what changed; the result is the message as it is now.
    Uni<Message> update(PgSession session, MessageRow row) {
        return session.hibernate().update(row).chain(() -> complete(session, row));
    }

    private Uni<List<Message>> complete(PgSession session, List<MessageRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return reactions
                .of(session, rows.stream().map(row -> row.id).toList())
                .map(found -> rows.stream().map(row -> message(row, found)).toList());
    }

    private static Message message(MessageRow row, Map<UUID, List<Reaction>> reactions) {
        return row.toMessage(reactions.getOrDefault(row.id, List.of()));
    }

    private static MessageRow found(@Nullable MessageRow row) {
        if (row == null) {
            throw Refusal.notFound();
        }
        return row;
    }
}

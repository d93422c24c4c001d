package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.Fields;
import io.worksync.chat.database.Transactions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.Reaction;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Messages in PostgreSQL.
@ApplicationScoped
class PgMessages {

    private static final String BY_CLIENT_ID =
            "from MessageRow where channelId = :channel and authorId = :author"
                    + " and clientId = :clientId";
    private static final String BY_ID = "from MessageRow where id = :id and channelId = :channel";
    private static final String BETWEEN =
            "from MessageRow where channelId = :channel and seq between :first and :last order by seq";
    private static final String REPLIES =
            "from MessageRow where threadId = :thread and seq > :after order by seq";
    private static final String REACTIONS =
            "SELECT message_id AS message_id, emoji AS emoji,"
                    + " string_agg(CAST(user_id AS text), ',' ORDER BY reacted_at, user_id) AS people"
                    + " FROM reactions WHERE message_id IN (:messages)"
                    + " GROUP BY message_id, emoji ORDER BY min(reacted_at), emoji";

    private final Transactions transactions;

    PgMessages(Transactions transactions) {
        this.transactions = transactions;
    }

    /// The stored message that a repeated one is the same as.
    Uni<Message> byClientId(Message repeated) {
        return transactions.read(
                session ->
                        session.createQuery(BY_CLIENT_ID, MessageRow.class)
                                .setParameter("channel", repeated.channelId().value())
                                .setParameter("author", repeated.authorId().value())
                                .setParameter("clientId", repeated.clientId())
                                .getSingleResult()
                                .chain(row -> complete(session, row)));
    }

    /// A message of the channel; refused with 404 where it has none of this id.
    Uni<MessageRow> find(StatelessSession session, ChannelId channel, MessageId id) {
        return session.createQuery(BY_ID, MessageRow.class)
                .setParameter("id", id.value())
                .setParameter("channel", channel.value())
                .getSingleResultOrNull()
                .map(PgMessages::found);
    }

    /// The same, locked until the transaction ends.
    Uni<MessageRow> lock(StatelessSession session, ChannelId channel, MessageId id) {
        return session.createQuery(BY_ID, MessageRow.class)
                .setParameter("id", id.value())
                .setParameter("channel", channel.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResultOrNull()
                .map(PgMessages::found);
    }

    /// Messages from one `seq` to another, both included.
    Uni<List<Message>> between(StatelessSession session, ChannelId channel, long first, long last) {
        return session.createQuery(BETWEEN, MessageRow.class)
                .setParameter("channel", channel.value())
                .setParameter("first", first)
                .setParameter("last", last)
                .getResultList()
                .chain(rows -> complete(session, rows));
    }

    /// The first replies of a thread after a `seq`.
    Uni<List<Message>> replies(StatelessSession session, MessageId root, long after, int max) {
        return session.createQuery(REPLIES, MessageRow.class)
                .setParameter("thread", root.value())
                .setParameter("after", after)
                .setMaxResults(max)
                .getResultList()
                .chain(rows -> complete(session, rows));
    }

    /// The message with its reactions.
    Uni<Message> complete(StatelessSession session, MessageRow row) {
        return complete(session, List.of(row)).map(List::getFirst);
    }

    private Uni<List<Message>> complete(StatelessSession session, List<MessageRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery(REACTIONS, Tuple.class)
                .setParameter("messages", rows.stream().map(row -> row.id).toList())
                .getResultList()
                .map(PgMessages::reactions)
                .map(
                        reactions ->
                                rows.stream()
                                        .map(
                                                row ->
                                                        row.toMessage(
                                                                reactions.getOrDefault(
                                                                        row.id, List.of())))
                                        .toList());
    }

    private static Map<UUID, List<Reaction>> reactions(List<Tuple> rows) {
        return rows.stream()
                .map(Fields::new)
                .collect(
                        Collectors.groupingBy(
                                row -> row.uuid("message_id"),
                                Collectors.mapping(PgMessages::reaction, Collectors.toList())));
    }

    private static Reaction reaction(Fields row) {
        return new Reaction(
                row.text("emoji"),
                Arrays.stream(row.text("people").split(",")).map(UserId::fromString).toList());
    }

    private static MessageRow found(@Nullable MessageRow row) {
        if (row == null) {
            throw Refusal.notFound();
        }
        return row;
    }
}

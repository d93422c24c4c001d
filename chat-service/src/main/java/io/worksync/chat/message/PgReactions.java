package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgSession;
import io.worksync.contracts.chat.Reaction;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Emojis on messages, in PostgreSQL.
@ApplicationScoped
class PgReactions {

    private static final String INSERT =
            "INSERT INTO reactions (message_id, emoji, user_id, reacted_at)"
                    + " VALUES (:message, :emoji, :user, :now) ON CONFLICT DO NOTHING";
    private static final String DELETE =
            "DELETE FROM reactions WHERE message_id = :message AND emoji = :emoji"
                    + " AND user_id = :user";
    private static final String DELETE_ALL = "DELETE FROM reactions WHERE message_id = :message";
    private static final String OF_MESSAGES =
            "SELECT message_id AS message_id, emoji AS emoji,"
                    + " string_agg(CAST(user_id AS text), ',' ORDER BY reacted_at, user_id) AS people"
                    + " FROM reactions WHERE message_id IN (:messages)"
                    + " GROUP BY message_id, emoji ORDER BY min(reacted_at), emoji";

    /// Puts one there; says whether it was not there before.
    Uni<Boolean> put(PgSession session, UUID message, String emoji, UserId user, Instant now) {
        return session.hibernate()
                .createNativeQuery(INSERT)
                .setParameter("message", message)
                .setParameter("emoji", emoji)
                .setParameter("user", user.value())
                .setParameter("now", now)
                .executeUpdate()
                .map(changes -> changes == 1);
    }

    /// Takes one away; says whether it was there.
    Uni<Boolean> remove(PgSession session, UUID message, String emoji, UserId user) {
        return session.hibernate()
                .createNativeQuery(DELETE)
                .setParameter("message", message)
                .setParameter("emoji", emoji)
                .setParameter("user", user.value())
                .executeUpdate()
                .map(changes -> changes == 1);
    }

    Uni<Void> removeAll(PgSession session, UUID message) {
        return session.hibernate()
                .createNativeQuery(DELETE_ALL)
                .setParameter("message", message)
                .executeUpdate()
                .replaceWithVoid();
    }

    /// Those of each message that has any, the oldest first.
    Uni<Map<UUID, List<Reaction>>> of(PgSession session, List<UUID> messages) {
        return session.hibernate()
                .createNativeQuery(OF_MESSAGES, Tuple.class)
                .setParameter("messages", messages)
                .getResultList()
                .map(PgReactions::byMessage);
    }

    private static Map<UUID, List<Reaction>> byMessage(List<Tuple> rows) {
        return rows.stream()
                .map(PgFields::new)
                .collect(
                        Collectors.groupingBy(
                                row -> row.uuid("message_id"),
                                Collectors.mapping(PgReactions::reaction, Collectors.toList())));
    }

    private static Reaction reaction(PgFields row) {
        return new Reaction(
                row.text("emoji"),
                Arrays.stream(row.text("people").split(",")).map(UserId::fromString).toList());
    }
}

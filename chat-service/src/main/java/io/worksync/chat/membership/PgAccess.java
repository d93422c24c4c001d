package io.worksync.chat.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.database.PgTransactions;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds out what a person is to a channel; refused with 404 where there is no such channel.
@ApplicationScoped
public class PgAccess {

    private static final String FIND =
            "SELECT c.kind AS kind, c.name AS name, c.last_seq AS last_seq, m.role AS role"
                    + " FROM channels c LEFT JOIN memberships m"
                    + " ON m.channel_id = c.id AND m.user_id = :user WHERE c.id = :channel";
    // The membership's lock keeps it until the commit: nobody is removed while they act. It comes
    // before the channel's own lock, here and wherever both are taken.
    private static final String LOCK =
            "WITH m AS (SELECT role FROM memberships WHERE channel_id = :channel AND user_id = :user"
                    + " FOR KEY SHARE)"
                    + " SELECT c.kind AS kind, c.name AS name, c.last_seq AS last_seq, m.role AS role"
                    + " FROM channels c LEFT JOIN m ON true WHERE c.id = :channel";

    // both at once and in one order, so that two owners who remove each other do not wait for each
    // other
    private static final String LOCK_BOTH =
            "SELECT user_id FROM memberships WHERE channel_id = :channel"
                    + " AND user_id IN (:one, :other) ORDER BY user_id FOR UPDATE";

    private final PgTransactions transactions;

    PgAccess(PgTransactions transactions) {
        this.transactions = transactions;
    }

    /// What the person is to the channel now.
    public Uni<Access> find(User user, ChannelId channel) {
        return transactions.read(session -> find(session, user, channel));
    }

    /// The same, by an open session.
    public Uni<Access> find(PgSession session, User user, ChannelId channel) {
        return query(session, FIND, user, channel);
    }

    /// What the person is to the channel until the transaction ends.
    public Uni<Access> lock(PgSession session, User user, ChannelId channel) {
        return query(session, LOCK, user, channel);
    }

    /// Keeps both memberships, as far as there are any, until the transaction ends.
    Uni<Void> lockBoth(PgSession session, ChannelId channel, UserId one, UserId other) {
        return session.hibernate()
                .createNativeQuery(LOCK_BOTH, UUID.class)
                .setParameter("channel", channel.value())
                .setParameter("one", one.value())
                .setParameter("other", other.value())
                .getResultList()
                .replaceWithVoid();
    }

    private static Uni<Access> query(PgSession session, String sql, User user, ChannelId channel) {
        return session.hibernate()
                .createNativeQuery(sql, Tuple.class)
                .setParameter("channel", channel.value())
                .setParameter("user", user.id().value())
                .getSingleResultOrNull()
                .map(row -> access(user, channel, row));
    }

    private static Access access(User user, ChannelId channel, @Nullable Tuple row) {
        if (row == null) {
            throw Refusal.notFound();
        }
        PgFields fields = new PgFields(row);
        ChannelKind kind = ChannelKind.valueOf(fields.text("kind"));
        String role = fields.nullableText("role");
        return new Access(
                user,
                new ChannelRef(channel, kind, fields.nullableText("name")),
                role == null ? null : MemberRole.valueOf(role),
                fields.number("last_seq"));
    }
}

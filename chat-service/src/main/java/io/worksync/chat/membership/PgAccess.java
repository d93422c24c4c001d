package io.worksync.chat.membership;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds out what a person is to a channel; refused with 404 where there is no such channel.
@ApplicationScoped
public class PgAccess {

    private static final String FIND_ALONE =
            "SELECT c.kind, c.name, c.last_seq, m.role FROM channels c LEFT JOIN memberships m"
                    + " ON m.channel_id = c.id AND m.user_id = $1 WHERE c.id = $2";
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
    private final Pool pool;

    PgAccess(PgTransactions transactions, Pool pool) {
        this.transactions = transactions;
        this.pool = pool;
    }

    /// What the person is to the channel now; what most calls begin with.
    public Uni<Access> find(User user, ChannelId channel) {
        return transactions.run(
                () ->
                        UniHelper.toUni(
                                pool.preparedQuery(FIND_ALONE)
                                        .execute(Tuple.of(user.id().value(), channel.value()))
                                        .map(rows -> access(user, channel, rows))));
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
                .createNativeQuery(sql, jakarta.persistence.Tuple.class)
                .setParameter("channel", channel.value())
                .setParameter("user", user.id().value())
                .getSingleResultOrNull()
                .map(row -> access(user, channel, row));
    }

    private static Access access(User user, ChannelId channel, RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw Refusal.notFound();
        }
        Row row = rows.iterator().next();
        return access(
                user,
                channel,
                row.getString(0),
                row.getString(1),
                row.getString(3),
                row.getLong(2));
    }

    private static Access access(
            User user, ChannelId channel, jakarta.persistence.@Nullable Tuple row) {
        if (row == null) {
            throw Refusal.notFound();
        }
        PgFields fields = new PgFields(row);
        return access(
                user,
                channel,
                fields.text("kind"),
                fields.nullableText("name"),
                fields.nullableText("role"),
                fields.number("last_seq"));
    }

    private static Access access(
            User user,
            ChannelId channel,
            String kind,
            @Nullable String name,
            @Nullable String role,
            long lastSeq) {
        return new Access(
                user,
                new ChannelRef(channel, ChannelKind.valueOf(kind), name),
                role == null ? null : MemberRole.valueOf(role),
                lastSeq);
    }
}

package io.worksync.chat.channel;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.page.Cursor;
import io.worksync.chat.page.Texts;
import io.worksync.contracts.chat.Channel;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Channels in PostgreSQL.
@ApplicationScoped
class PgChannels {

    private static final String INSERT =
            "INSERT INTO channels (id, kind, name, purpose, created_at, created_by, people)"
                    + " VALUES (:id, :kind, CAST(:name AS text), CAST(:purpose AS text), :now, :creator,"
                    + " CAST(:people AS text)) ON CONFLICT (people) DO NOTHING";
    private static final String SELECT =
            "SELECT c.id AS id, c.kind AS kind, c.name AS name, c.purpose AS purpose,"
                    + " c.created_at AS created_at, c.created_by AS created_by, c.last_seq AS last_seq,"
                    + " c.member_count AS member_count FROM channels c";
    private static final String ONE = SELECT + " WHERE c.id = :channel";
    private static final String BROWSE =
            SELECT
                    + " WHERE c.kind = 'PUBLIC' AND lower(c.name) LIKE :pattern"
                    + " AND (lower(c.name), c.id) > (:text, :after)"
                    + " AND NOT EXISTS (SELECT FROM memberships m WHERE m.channel_id = c.id"
                    + " AND m.user_id = :user) ORDER BY lower(c.name), c.id LIMIT :max";
    private static final String RENAME =
            "UPDATE channels SET name = :name, purpose = CAST(:purpose AS text) WHERE id = :channel";

    private final PgTransactions transactions;

    PgChannels(PgTransactions transactions) {
        this.transactions = transactions;
    }

    /// What a new channel begins with; `people` only of direct ones.
    record NewChannel(
            ChannelId id,
            ChannelKind kind,
            @Nullable String name,
            @Nullable String purpose,
            Instant createdAt,
            UserId createdBy,
            @Nullable String people) {}

    /// Inserts it; says whether it did: for the same people there is one direct channel only.
    Uni<Boolean> insert(PgSession session, NewChannel channel) {
        return session.hibernate()
                .createNativeQuery(INSERT)
                .setParameter("id", channel.id().value())
                .setParameter("kind", channel.kind().name())
                .setParameter("name", channel.name())
                .setParameter("purpose", channel.purpose())
                .setParameter("now", channel.createdAt())
                .setParameter("creator", channel.createdBy().value())
                .setParameter("people", channel.people())
                .executeUpdate()
                .map(inserted -> inserted == 1);
    }

    Uni<@Nullable ChannelId> findDirect(PgSession session, String people) {
        return session.hibernate()
                .createNativeQuery("SELECT id FROM channels WHERE people = :people", UUID.class)
                .setParameter("people", people)
                .getSingleResultOrNull()
                .map(id -> id == null ? null : new ChannelId(id));
    }

    Uni<Channel> find(PgSession session, ChannelId channel) {
        return session.hibernate()
                .createNativeQuery(ONE, Tuple.class)
                .setParameter("channel", channel.value())
                .getSingleResult()
                .map(PgChannels::channel);
    }

    Uni<Integer> rename(
            PgSession session, ChannelId channel, String name, @Nullable String purpose) {
        return session.hibernate()
                .createNativeQuery(RENAME)
                .setParameter("channel", channel.value())
                .setParameter("name", name)
                .setParameter("purpose", purpose)
                .executeUpdate();
    }

    /// Public channels that the person is not in.
    Uni<List<Channel>> browse(User user, String text, Cursor after, int max) {
        return transactions.read(
                session ->
                        session.hibernate()
                                .createNativeQuery(BROWSE, Tuple.class)
                                .setParameter("pattern", pattern(text))
                                .setParameter("text", after.text())
                                .setParameter("after", after.id())
                                .setParameter("user", user.id().value())
                                .setParameter("max", max)
                                .getResultList()
                                .map(rows -> rows.stream().map(PgChannels::channel).toList()));
    }

    /// What everybody in a channel knows of it, from what one of them does.
    static Channel shared(MyChannel channel) {
        return new Channel(
                channel.id(),
                channel.kind(),
                channel.name(),
                channel.purpose(),
                channel.createdAt(),
                channel.createdBy(),
                channel.lastSeq(),
                channel.memberCount(),
                channel.members());
    }

    private static String pattern(String text) {
        return "%" + Texts.likePart(text.toLowerCase(Locale.ROOT)) + "%";
    }

    private static Channel channel(Tuple tuple) {
        PgFields row = new PgFields(tuple);
        UUID createdBy = row.nullableUuid("created_by");
        return new Channel(
                new ChannelId(row.uuid("id")),
                ChannelKind.valueOf(row.text("kind")),
                row.nullableText("name"),
                row.nullableText("purpose"),
                row.instant("created_at"),
                createdBy == null ? null : new UserId(createdBy),
                row.number("last_seq"),
                (int) row.number("member_count"),
                null);
    }
}

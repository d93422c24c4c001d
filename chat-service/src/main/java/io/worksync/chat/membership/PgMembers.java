package io.worksync.chat.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.page.Cursor;
import io.worksync.chat.user.UserColumns;
import io.worksync.contracts.chat.Member;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;

/// Reads who is where.
@ApplicationScoped
public class PgMembers {

    private static final String OF_CHANNEL =
            "SELECT m.role AS member_role, m.joined_at AS joined_at, "
                    + UserColumns.SELECTED
                    + " FROM memberships m JOIN users u ON u.id = m.user_id"
                    + " WHERE m.channel_id = :channel AND (lower(u.username), u.id) > (:text, :after)"
                    + " ORDER BY lower(u.username), u.id LIMIT :max";

    private final PgTransactions transactions;

    PgMembers(PgTransactions transactions) {
        this.transactions = transactions;
    }

    Uni<List<Member>> ofChannel(ChannelId channel, Cursor after, int max) {
        return transactions.read(
                session ->
                        session.hibernate()
                                .createNativeQuery(OF_CHANNEL, Tuple.class)
                                .setParameter("channel", channel.value())
                                .setParameter("text", after.text())
                                .setParameter("after", after.id())
                                .setParameter("max", max)
                                .getResultList()
                                .map(
                                        rows ->
                                                rows.stream()
                                                        .map(row -> member(channel, row))
                                                        .toList()));
    }

    private static Member member(ChannelId channel, Tuple row) {
        PgFields fields = new PgFields(row);
        User user = UserColumns.user(fields);
        MemberRole role = MemberRole.valueOf(fields.text("member_role"));
        return new Member(channel, user.id(), role, fields.instant("joined_at"), user);
    }
}

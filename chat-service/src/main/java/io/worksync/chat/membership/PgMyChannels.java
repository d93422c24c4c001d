package io.worksync.chat.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.user.UserColumns;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A person's channels with what they mean to that person.
///
/// `unread` is how many messages come after the last one read, `mentions` how many of those call
/// the person, by name or with everybody.
@ApplicationScoped
public class PgMyChannels {

    /// Stands for everybody of the channel in the table of mentions.
    public static final UUID EVERYBODY = new UUID(0, 0);

    private static final String SELECT =
            "SELECT c.id AS id, c.kind AS kind, c.name AS name, c.purpose AS purpose,"
                    + " c.created_at AS created_at, c.created_by AS created_by, c.last_seq AS last_seq,"
                    + " c.member_count AS member_count, m.user_id AS member_id, m.read_seq AS read_seq, m.muted AS muted,"
                    + " (SELECT count(DISTINCT n.seq) FROM mentions n WHERE n.channel_id = c.id"
                    + " AND n.user_id IN (m.user_id, :everybody) AND n.seq > m.read_seq) AS mentions"
                    + " FROM memberships m JOIN channels c ON c.id = m.channel_id"
                    + " WHERE m.user_id IN (:users)";
    private static final String ALL = SELECT + " ORDER BY c.kind DESC, lower(c.name), c.id";
    private static final String EACH = SELECT + " AND c.id = :channel";
    private static final String PEOPLE =
            "SELECT m.channel_id AS channel_id, "
                    + UserColumns.SELECTED
                    + " FROM memberships m JOIN users u ON u.id = m.user_id"
                    + " WHERE m.channel_id IN (:channels) ORDER BY lower(u.username), u.id";

    /// Every channel of the person.
    public Uni<List<MyChannel>> all(PgSession session, UserId user) {
        return session.hibernate()
                .createNativeQuery(ALL, Tuple.class)
                .setParameter("users", List.of(user.value()))
                .setParameter("everybody", EVERYBODY)
                .getResultList()
                .chain(rows -> described(session, rows));
    }

    /// One channel of the person; the caller knows that they are a member.
    public Uni<MyChannel> one(PgSession session, UserId user, ChannelId channel) {
        return each(session, List.of(user), channel)
                .map(states -> Objects.requireNonNull(states.get(user)));
    }

    /// One channel as it is to each of its members who are asked for.
    Uni<Map<UserId, MyChannel>> each(PgSession session, List<UserId> users, ChannelId channel) {
        return session.hibernate()
                .createNativeQuery(EACH, Tuple.class)
                .setParameter("users", users.stream().map(UserId::value).toList())
                .setParameter("everybody", EVERYBODY)
                .setParameter("channel", channel.value())
                .getResultList()
                .chain(rows -> described(session, rows).map(states -> byMember(rows, states)));
    }

    private static Map<UserId, MyChannel> byMember(List<Tuple> rows, List<MyChannel> states) {
        return IntStream.range(0, rows.size())
                .boxed()
                .collect(
                        Collectors.toMap(
                                i -> new UserId(new PgFields(rows.get(i)).uuid("member_id")),
                                states::get));
    }

    private static Uni<List<MyChannel>> described(PgSession session, List<Tuple> rows) {
        List<UUID> direct =
                rows.stream()
                        .map(PgFields::new)
                        .filter(row -> row.text("kind").equals(ChannelKind.DIRECT.name()))
                        .map(row -> row.uuid("id"))
                        .distinct()
                        .toList();
        return people(session, direct)
                .map(
                        people ->
                                rows.stream()
                                        .map(row -> channel(new PgFields(row), people))
                                        .toList());
    }

    /// Who is in each of the channels.
    static Uni<Map<UUID, List<User>>> people(PgSession session, List<UUID> channels) {
        if (channels.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.hibernate()
                .createNativeQuery(PEOPLE, Tuple.class)
                .setParameter("channels", channels)
                .getResultList()
                .map(
                        rows ->
                                rows.stream()
                                        .map(PgFields::new)
                                        .collect(
                                                Collectors.groupingBy(
                                                        row -> row.uuid("channel_id"),
                                                        Collectors.mapping(
                                                                UserColumns::user,
                                                                Collectors.toCollection(
                                                                        ArrayList::new)))));
    }

    private static MyChannel channel(PgFields row, Map<UUID, List<User>> people) {
        UUID createdBy = row.nullableUuid("created_by");
        @Nullable List<User> members = people.get(row.uuid("id"));
        return new MyChannel(
                new ChannelId(row.uuid("id")),
                ChannelKind.valueOf(row.text("kind")),
                row.nullableText("name"),
                row.nullableText("purpose"),
                row.instant("created_at"),
                createdBy == null ? null : new UserId(createdBy),
                row.number("last_seq"),
                (int) row.number("member_count"),
                members,
                row.number("read_seq"),
                row.number("last_seq") - row.number("read_seq"),
                row.number("mentions"),
                row.flag("muted"));
    }
}

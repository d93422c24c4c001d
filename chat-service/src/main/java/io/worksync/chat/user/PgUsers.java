package io.worksync.chat.user;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.page.Cursor;
import io.worksync.chat.page.Texts;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// The directory's people in PostgreSQL.
@ApplicationScoped
public class PgUsers {

    private static final String SAVE =
            "INSERT INTO users AS u (id, username, display_name, role, seen_at)"
                    + " VALUES (:id, :username, :displayName, :role, :now) ON CONFLICT (id) DO UPDATE"
                    + " SET username = excluded.username, display_name = excluded.display_name,"
                    + " role = excluded.role"
                    + " RETURNING u.welcomed_at IS NOT NULL";
    private static final String SEARCH =
            "SELECT "
                    + UserColumns.SELECTED
                    + " FROM users u WHERE (lower(u.username) LIKE :pattern OR"
                    + " lower(u.display_name) LIKE :pattern)"
                    + " AND (lower(u.username), u.id) > (:text, :after)"
                    + " AND (:everybody OR u.id = :viewer OR EXISTS (SELECT FROM memberships mine"
                    + " JOIN memberships theirs ON theirs.channel_id = mine.channel_id"
                    + " WHERE mine.user_id = :viewer AND theirs.user_id = u.id))"
                    + " ORDER BY lower(u.username), u.id LIMIT :max";

    private static final String VISIBLE =
            "SELECT "
                    + UserColumns.SELECTED
                    + " FROM users u WHERE u.id IN (:ids) AND (:everybody OR u.id = :viewer OR EXISTS"
                    + " (SELECT FROM memberships mine JOIN memberships theirs"
                    + " ON theirs.channel_id = mine.channel_id"
                    + " WHERE mine.user_id = :viewer AND theirs.user_id = u.id))";

    private static final String KNOWN =
            "SELECT " + UserColumns.SELECTED + " FROM users u WHERE u.id IN (:ids)";

    private final PgTransactions transactions;
    private final Clock clock;

    PgUsers(PgTransactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Writes what is known of a person; says whether they were welcomed before.
    Uni<Boolean> save(User user) {
        return transactions.read(
                session ->
                        session.hibernate()
                                .createNativeQuery(SAVE, Boolean.class)
                                .setParameter("id", user.id().value())
                                .setParameter("username", user.username())
                                .setParameter("displayName", user.displayName())
                                .setParameter("role", user.role().name())
                                .setParameter("now", clock.instant())
                                .getSingleResult());
    }

    /// Remembers that the person has got what a new one gets.
    public Uni<Integer> markWelcomed(PgSession session, User user) {
        return session.hibernate()
                .createNativeQuery("UPDATE users SET welcomed_at = :now WHERE id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", user.id().value())
                .executeUpdate();
    }

    /// People whose name has the text in it, as far as the viewer may know of them.
    Uni<List<User>> search(User viewer, String text, Cursor after, int max) {
        return transactions.read(
                session ->
                        session.hibernate()
                                .createNativeQuery(SEARCH, Tuple.class)
                                .setParameter("pattern", pattern(text))
                                .setParameter("text", after.text())
                                .setParameter("after", after.id())
                                .setParameter("viewer", viewer.id().value())
                                .setParameter("everybody", viewer.role() != UserRole.GUEST)
                                .setParameter("max", max)
                                .getResultList()
                                .map(
                                        rows ->
                                                rows.stream()
                                                        .map(PgFields::new)
                                                        .map(UserColumns::user)
                                                        .toList()));
    }

    /// Those of the people whom the viewer may know of.
    public Uni<List<User>> visible(PgSession session, User viewer, Collection<UserId> people) {
        return session.hibernate()
                .createNativeQuery(VISIBLE, Tuple.class)
                .setParameter("ids", ids(people))
                .setParameter("viewer", viewer.id().value())
                .setParameter("everybody", viewer.role() != UserRole.GUEST)
                .getResultList()
                .map(rows -> rows.stream().map(PgFields::new).map(UserColumns::user).toList());
    }

    /// Those of the people who were ever here, for what the service itself says of them.
    public Uni<List<User>> known(Collection<UserId> people) {
        return transactions.read(
                session ->
                        session.hibernate()
                                .createNativeQuery(KNOWN, Tuple.class)
                                .setParameter("ids", ids(people))
                                .getResultList()
                                .map(
                                        rows ->
                                                rows.stream()
                                                        .map(PgFields::new)
                                                        .map(UserColumns::user)
                                                        .toList()));
    }

    private static List<UUID> ids(Collection<UserId> people) {
        return people.stream().map(UserId::value).toList();
    }

    private static String pattern(String text) {
        return "%" + Texts.likePart(text.toLowerCase(Locale.ROOT)) + "%";
    }
}

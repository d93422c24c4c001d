package io.worksync.chat.user;

import io.worksync.chat.database.PgFields;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.UserId;

/// A person in the rows of a query.
public final class UserColumns {

    /// What such a query selects of the table `users`, called `u`.
    public static final String SELECTED =
            "u.id AS id, u.username AS username, u.display_name AS display_name, u.role AS role";

    private UserColumns() {}

    public static User user(PgFields row) {
        return new User(
                new UserId(row.uuid("id")),
                row.text("username"),
                row.text("display_name"),
                UserRole.valueOf(row.text("role")));
    }
}

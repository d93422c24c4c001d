package io.worksync.system.update;

import io.worksync.system.running.WorkSync;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// The schema of chat-service's next version: one migration more, made by Flyway as that version
/// would, while this version runs on it. It only adds, as every migration of ours.
final class Expansion {

    private static final String VERSION = "9000";
    private static final String UNDO =
            """
            ALTER TABLE messages DROP COLUMN IF EXISTS note_of_next_version;
            DELETE FROM flyway_schema_history WHERE version = '%s'"""
                    .formatted(VERSION);
    private static final String BACKFILL =
            """
            UPDATE messages SET note_of_next_version = 'noted'
            WHERE id IN (SELECT id FROM messages WHERE note_of_next_version IS NULL
                ORDER BY created_at DESC LIMIT 500)""";

    private final WorkSync worksync;
    private final String url;

    Expansion(WorkSync worksync) {
        this.worksync = worksync;
        this.url = "jdbc:postgresql://localhost:" + worksync.postgresPort() + "/chat";
    }

    /// The migrations of this version, and the next one.
    void apply() {
        Flyway.configure()
                .dataSource(url, "chat", password())
                .locations(
                        "filesystem:"
                                + worksync.root()
                                        .resolve("chat-service/src/main/resources/db/migration"),
                        "classpath:io/worksync/system/update/next")
                .load()
                .migrate();
    }

    /// What the next version writes into old messages, as people go on writing.
    ///
    /// @return how many messages have it
    long backfill() throws SQLException {
        try (Connection chat = DriverManager.getConnection(url, "chat", password());
                Statement statement = chat.createStatement()) {
            statement.executeUpdate(BACKFILL);
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT count(*) FROM messages WHERE note_of_next_version = 'noted'")) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /// Takes it away again, since this stack goes on with this version.
    void undo() {
        try (Connection chat = DriverManager.getConnection(url, "chat", password());
                Statement statement = chat.createStatement()) {
            statement.execute(UNDO);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot take the next version's schema away", e);
        }
    }

    private String password() {
        return worksync.secret("postgres.role.chat.password");
    }
}

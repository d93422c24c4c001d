package io.worksync.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.worksync.stack.Secrets;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresTest {

    private static final TestStack STACK = new TestStack();

    @BeforeAll
    static void start() {
        STACK.start("postgres");
    }

    @AfterAll
    static void stop() throws IOException {
        STACK.close();
    }

    private Connection connect(String database, String role) throws SQLException {
        String password = STACK.secrets().get(Secrets.role(role));
        return DriverManager.getConnection(STACK.jdbcUrl(database), role, password);
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void is_durable() throws SQLException {
        try (Connection chat = connect("chat", "chat")) {
            for (String setting :
                    new String[] {
                        "fsync", "synchronous_commit", "full_page_writes", "data_checksums"
                    }) {
                assertThat(ask(chat, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
        }
    }

    @Test
    void keeps_committed_rows_over_kill_9_with_clients_connected()
            throws SQLException, InterruptedException {
        try (Connection chat = connect("chat", "chat")) {
            run(chat, "CREATE TABLE kept (text text)");
            run(chat, "INSERT INTO kept VALUES ('hello')");
            STACK.crash("postgres");
            STACK.start("postgres");
        }
        try (Connection chat = connect("chat", "chat")) {
            assertThat(ask(chat, "SELECT text FROM kept")).isEqualTo("hello");
        }
    }

    @Test
    void lets_a_role_into_its_own_database_only() {
        assertThatThrownBy(() -> connect("chat", "presence")).hasMessageContaining("permission");
    }

    @Test
    void lets_nobody_in_with_a_wrong_password() {
        assertThatThrownBy(
                        () -> DriverManager.getConnection(STACK.jdbcUrl("chat"), "chat", "guess"))
                .hasMessageContaining("password authentication failed");
    }
}

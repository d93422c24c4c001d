package io.worksync.stack.backup;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.part.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A connection to one database of the stack's PostgreSQL, as its superuser.
final class Database implements AutoCloseable {

    private static final int LONGEST_SECONDS = 600;

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    static Database connect(Layout layout, String name) throws SQLException {
        String url =
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(layout.port(Postgres.PORT), name);
        String password = Secrets.read(layout.secrets()).get(Secrets.POSTGRES);
        return new Database(DriverManager.getConnection(url, "postgres", password));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            statement.execute(sql);
        }
    }

    /// The first column of the first row.
    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LONGEST_SECONDS);
            try (ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

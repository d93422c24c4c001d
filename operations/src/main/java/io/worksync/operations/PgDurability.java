package io.worksync.operations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Whether PostgreSQL keeps what it has acknowledged.
final class PgDurability {

    private static final List<String> NEEDED =
            List.of("fsync", "full_page_writes", "synchronous_commit");

    private PgDurability() {}

    /// What it may lose, one sentence for each setting.
    static List<String> lackingIn(DataSource database) {
        List<String> lacking = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : NEEDED) {
                if (isOff(statement, setting)) {
                    lacking.add(
                            "PostgreSQL has "
                                    + setting
                                    + "=off, so that it loses what it acknowledged; set it to on");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL cannot be asked how safe it is", e);
        }
        return lacking;
    }

    private static boolean isOff(Statement statement, String setting) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SHOW " + setting)) {
            return answer.next() && answer.getString(1).equals("off");
        }
    }
}

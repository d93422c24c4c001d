package io.worksync.chat.database;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Tells failures of PostgreSQL apart, however deep they are wrapped.
public final class PgFailures {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int MAX_DEPTH = 10;

    private PgFailures() {}

    /// Whether a row with the same unique key is there already.
    public static boolean isDuplicate(Throwable failure) {
        return sqlState(failure).filter(UNIQUE_VIOLATION::equals).isPresent();
    }

    /// Whether trying again later may succeed: nobody answers, or there is too much going on.
    public static boolean isTemporary(Throwable failure) {
        return sqlState(failure).filter(PgFailures::isTemporaryState).isPresent()
                || causes(failure).anyMatch(PgFailures::isConnectionFailure);
    }

    // 08 connection, 40 rollback (deadlock), 53 resources, 57 cancelled by timeout or shutdown
    private static boolean isTemporaryState(String state) {
        return Stream.of("08", "40", "53", "57").anyMatch(state::startsWith);
    }

    private static boolean isConnectionFailure(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure.getClass().getName().endsWith("ClosedConnectionException");
    }

    private static Optional<String> sqlState(Throwable failure) {
        return causes(failure).flatMap(cause -> ownState(cause).stream()).findFirst();
    }

    // Hibernate turns the client's own exception into one of JDBC
    private static Optional<String> ownState(Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case SQLException jdbc -> jdbc.getSQLState();
                    case PgException client -> client.getSqlState();
                    default -> null;
                });
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_DEPTH);
    }
}

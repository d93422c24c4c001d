package io.worksync.presence.problem;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Tells a dependency that is down from a bug: the one is worth another try, the other is not.
public final class Outages {

    private static final int MAX_CAUSES = 8;
    // connection, serialization and deadlock, resources, operator intervention
    private static final List<String> SQL_STATES = List.of("08", "40", "53", "57");
    private static final List<String> REDIS_ERRORS =
            List.of(
                    "LOADING",
                    "BUSY",
                    "MASTERDOWN",
                    "READONLY",
                    "CLUSTERDOWN",
                    "CONNECTION_CLOSED");

    private Outages() {}

    /// Whether the failure, or what caused it, is that PostgreSQL, Redis or another service
    /// did not answer.
    public static boolean isOutage(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (isDown(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isDown(Throwable failure) {
        return switch (failure) {
            case IOException io -> true;
            case TimeoutException timeout -> true;
            case io.smallrye.mutiny.TimeoutException timeout -> true;
            case ConnectionPoolTooBusyException busy -> true;
            case PgException pg -> startsWithAny(pg.getSqlState(), SQL_STATES);
            case ErrorType redis -> startsWithAny(redis.getMessage(), REDIS_ERRORS);
            // a lost or refused connection of a pool has no type of its own
            case VertxException vertx -> true;
            default -> false;
        };
    }

    private static boolean startsWithAny(@Nullable String text, List<String> prefixes) {
        return text != null && prefixes.stream().anyMatch(text::startsWith);
    }
}

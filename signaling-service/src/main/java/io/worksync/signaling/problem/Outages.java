package io.worksync.signaling.problem;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells a dependency that is down, which comes back, from a bug, which does not go away.
public final class Outages {

    private static final int MAX_DEPTH = 10;

    /// Connection, serialization, resources, operator.
    private static final List<String> SQL_CLASSES = List.of("08", "40", "53", "57");

    private static final List<String> REDIS_STATES =
            List.of(
                    "CONNECTION_CLOSED",
                    "LOADING",
                    "BUSY",
                    "MASTERDOWN",
                    "READONLY",
                    "CLUSTERDOWN");

    private Outages() {}

    /// Whether the failure comes from PostgreSQL, Redis or Kafka not answering.
    public static boolean isOutage(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(
                        failure, Objects::nonNull, cause -> cause == null ? null : cause.getCause())
                .limit(MAX_DEPTH)
                .anyMatch(Outages::isOneItself);
    }

    private static boolean isOneItself(@Nullable Throwable failure) {
        return switch (failure) {
            case IOException io -> true;
            case TimeoutException timeout -> true;
            case io.smallrye.mutiny.TimeoutException timeout -> true;
            case PgException pg -> begins(pg.getSqlState(), SQL_CLASSES);
            case ErrorType redis -> begins(redis.getMessage(), REDIS_STATES);
            // pools have no type of their own for a lost, refused or awaited connection
            case VertxException vertx -> true;
            case null, default -> false;
        };
    }

    private static boolean begins(@Nullable String text, List<String> prefixes) {
        return text != null && prefixes.stream().anyMatch(text::startsWith);
    }
}

package io.worksync.chat.database;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The columns of one row of a native query, by name.
public record PgFields(Tuple tuple) {

    public UUID uuid(String column) {
        return Objects.requireNonNull(nullableUuid(column));
    }

    public @Nullable UUID nullableUuid(String column) {
        return tuple.get(column, UUID.class);
    }

    public String text(String column) {
        return Objects.requireNonNull(nullableText(column));
    }

    public @Nullable String nullableText(String column) {
        return tuple.get(column, String.class);
    }

    public long number(String column) {
        return Objects.requireNonNull(nullableNumber(column));
    }

    public @Nullable Long nullableNumber(String column) {
        return tuple.get(column) instanceof Number number ? number.longValue() : null;
    }

    public boolean flag(String column) {
        return tuple.get(column, Boolean.class);
    }

    public Instant instant(String column) {
        return switch (tuple.get(column)) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            case Object other -> throw new IllegalStateException("No time: " + other.getClass());
        };
    }
}

package io.worksync.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A person: the `sub` of their access token.
public record UserId(UUID value) {

    /// Reads the text form; throws `IllegalArgumentException` for anything but a UUID.
    @JsonCreator
    public static UserId fromString(String text) {
        return new UserId(Uuids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}

package io.worksync.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A message in a channel.
public record MessageId(UUID value) {

    /// Reads the text form; throws `IllegalArgumentException` for anything but a UUID.
    @JsonCreator
    public static MessageId fromString(String text) {
        return new MessageId(Uuids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}

package io.worksync.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// An entry of somebody's inbox.
public record NotificationId(UUID value) {

    /// Reads the text form; throws `IllegalArgumentException` for anything but a UUID.
    @JsonCreator
    public static NotificationId fromString(String text) {
        return new NotificationId(Uuids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}

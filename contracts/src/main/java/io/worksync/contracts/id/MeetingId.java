package io.worksync.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A meeting.
public record MeetingId(UUID value) {

    /// Reads the text form; throws `IllegalArgumentException` for anything but a UUID.
    @JsonCreator
    public static MeetingId fromString(String text) {
        return new MeetingId(Uuids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}

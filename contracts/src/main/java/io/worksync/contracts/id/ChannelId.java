package io.worksync.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A chat channel, public, private or direct.
public record ChannelId(UUID value) {

    /// Reads the text form; throws `IllegalArgumentException` for anything but a UUID.
    @JsonCreator
    public static ChannelId fromString(String text) {
        return new ChannelId(Uuids.parse(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}

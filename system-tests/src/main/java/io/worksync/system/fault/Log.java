package io.worksync.system.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// What one device saw of one channel, in its order.
public record Log(String device, String user, List<Entry> entries) {

    public Log {
        entries = List.copyOf(entries);
    }

    /// One thing that a device saw.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Entry.Subscribed.class, name = "subscribed"),
        @JsonSubTypes.Type(value = Entry.Shown.class, name = "shown"),
        @JsonSubTypes.Type(value = Entry.Left.class, name = "left")
    })
    public sealed interface Entry {

        /// The server gave it the topic; what is shown afterwards continues what was shown before,
        /// unless the device had left.
        record Subscribed(long begun, long at) implements Entry {}

        /// A message appeared, from the socket, from recovery or from the history.
        record Shown(long at, Message message) implements Entry {}

        /// The server took the topic away.
        record Left(long at) implements Entry {}
    }
}

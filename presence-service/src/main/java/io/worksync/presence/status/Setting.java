package io.worksync.presence.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What somebody wants others to see of them.
public enum Setting {
    /// Whatever their sessions say.
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("away")
    AWAY,
    @JsonProperty("dnd")
    DND,
    /// Offline for everybody else.
    @JsonProperty("invisible")
    INVISIBLE;

    /// The name on the wire and in the database.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Setting ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}

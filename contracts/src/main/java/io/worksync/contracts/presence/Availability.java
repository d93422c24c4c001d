package io.worksync.contracts.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whether a person can be reached now; `unknown` to those who may not know.
public enum Availability {
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("away")
    AWAY,
    @JsonProperty("dnd")
    DND,
    @JsonProperty("offline")
    OFFLINE,
    @JsonProperty("unknown")
    UNKNOWN
}

package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why a participant is in a meeting no more.
public enum LeaveReason {
    /// On their own word.
    @JsonProperty("left")
    LEFT,
    /// Nothing was heard of the device for as long as its lease.
    @JsonProperty("lost")
    LOST,
    /// Taken out by a host.
    @JsonProperty("removed")
    REMOVED,
    /// Not let in from the lobby.
    @JsonProperty("denied")
    DENIED,
    /// The meeting is over for all.
    @JsonProperty("ended")
    ENDED,
    /// They may not see the meeting any more.
    @JsonProperty("excluded")
    EXCLUDED
}

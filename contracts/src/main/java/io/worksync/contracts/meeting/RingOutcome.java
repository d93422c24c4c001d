package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How ringing somebody went.
public enum RingOutcome {
    /// They joined, with whichever device.
    @JsonProperty("answered")
    ANSWERED,
    @JsonProperty("declined")
    DECLINED,
    /// They are in another meeting.
    @JsonProperty("busy")
    BUSY,
    /// Whoever rang thought better of it, or the meeting ended first.
    @JsonProperty("cancelled")
    CANCELLED,
    /// It rang in vain.
    @JsonProperty("missed")
    MISSED
}

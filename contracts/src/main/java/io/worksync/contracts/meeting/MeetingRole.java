package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What somebody may do in a meeting. Hosts and co-hosts lead it, only a host gives roles; viewers
/// show nothing of themselves.
public enum MeetingRole {
    @JsonProperty("host")
    HOST,
    @JsonProperty("cohost")
    COHOST,
    @JsonProperty("participant")
    PARTICIPANT,
    @JsonProperty("viewer")
    VIEWER
}

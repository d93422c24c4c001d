package io.worksync.contracts.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a person is doing.
public enum Activity {
    @JsonProperty("in_meeting")
    IN_MEETING
}

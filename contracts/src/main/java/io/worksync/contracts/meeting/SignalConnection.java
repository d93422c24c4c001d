package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Which of two browsers' peer connections a signal belongs to.
public enum SignalConnection {
    @JsonProperty("media")
    MEDIA,
    @JsonProperty("files")
    FILES
}

package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The tracks that a participant may show, one of each.
public enum TrackSlot {
    @JsonProperty("microphone")
    MICROPHONE,
    @JsonProperty("camera")
    CAMERA,
    @JsonProperty("screen")
    SCREEN,
    @JsonProperty("screen-audio")
    SCREEN_AUDIO
}

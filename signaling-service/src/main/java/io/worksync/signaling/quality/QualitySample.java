package io.worksync.signaling.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.worksync.contracts.id.ParticipantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How well media went between a participant and another one, or a media server, at a time.
record QualitySample(
        @Nullable ParticipantId to,
        double loss,
        double jitterMs,
        double roundTripMs,
        boolean relayed,
        double framesPerSecond,
        Level level,
        Instant at) {

    /// What people make of it.
    enum Level {
        @JsonProperty("good")
        GOOD,
        @JsonProperty("fair")
        FAIR,
        @JsonProperty("poor")
        POOR,
        @JsonProperty("lost")
        LOST
    }
}

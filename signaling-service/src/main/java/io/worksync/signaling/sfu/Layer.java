package io.worksync.signaling.sfu;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How much of a picture somebody wants.
enum Layer {
    @JsonProperty("high")
    HIGH(2),
    @JsonProperty("medium")
    MEDIUM(1),
    @JsonProperty("low")
    LOW(0),
    @JsonProperty("off")
    OFF(0);

    private final int substream;

    Layer(int substream) {
        this.substream = substream;
    }

    /// Janus' number for it; browsers send their encodings from high to low.
    int substream() {
        return substream;
    }

    boolean isSent() {
        return this != OFF;
    }
}

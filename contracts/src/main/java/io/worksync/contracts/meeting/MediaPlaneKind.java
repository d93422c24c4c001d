package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How media travels: between browsers, or through a media server.
public enum MediaPlaneKind {
    @JsonProperty("mesh")
    MESH,
    @JsonProperty("sfu")
    SFU
}

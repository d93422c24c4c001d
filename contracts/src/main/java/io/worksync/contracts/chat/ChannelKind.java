package io.worksync.contracts.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who can find and join a channel.
public enum ChannelKind {
    @JsonProperty("public")
    PUBLIC,
    @JsonProperty("private")
    PRIVATE,
    @JsonProperty("direct")
    DIRECT
}

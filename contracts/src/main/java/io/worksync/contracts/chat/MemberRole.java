package io.worksync.contracts.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a member may do in a channel.
public enum MemberRole {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("member")
    MEMBER
}

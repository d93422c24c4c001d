package io.worksync.contracts.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a person may do in the workspace, from the identity provider's realm roles.
public enum UserRole {
    @JsonProperty("member")
    MEMBER,
    @JsonProperty("guest")
    GUEST,
    @JsonProperty("admin")
    ADMIN
}

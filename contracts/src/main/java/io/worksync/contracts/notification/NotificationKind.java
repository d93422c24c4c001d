package io.worksync.contracts.notification;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why somebody is told.
public enum NotificationKind {
    @JsonProperty("direct_message")
    DIRECT_MESSAGE,
    @JsonProperty("mention")
    MENTION,
    @JsonProperty("channel_mention")
    CHANNEL_MENTION,
    @JsonProperty("missed_call")
    MISSED_CALL
}

package io.worksync.system.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What somebody tried to send, and what they were told in the end.
///
/// @param begun when the first attempt began
public record Send(String author, String clientId, long begun, Answer answer) {

    /// What a sender knows.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Answer.Stored.class, name = "stored"),
        @JsonSubTypes.Type(value = Answer.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Answer.Unknown.class, name = "unknown")
    })
    public sealed interface Answer {

        /// It was acknowledged as this message.
        record Stored(Message message) implements Answer {}

        /// It was refused for good.
        record Refused(int status) implements Answer {}

        /// Nobody answered: it may be stored or not.
        record Unknown() implements Answer {}
    }
}

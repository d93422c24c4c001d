package io.worksync.system.fault;

import com.fasterxml.jackson.databind.JsonNode;

/// A message as somebody saw it.
public record Message(long seq, String id, String clientId) {

    public static Message of(JsonNode message) {
        return new Message(
                message.path("seq").asLong(),
                message.path("id").asText(),
                message.path("clientId").asText());
    }
}

package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.worksync.contracts.id.ParticipantId;
import org.jspecify.annotations.Nullable;

/// What a media section of a description carries, by its `mid`; `participantId` is whose it is,
/// where the description comes from a media server.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Track(String mid, @Nullable ParticipantId participantId, TrackSlot slot) {}

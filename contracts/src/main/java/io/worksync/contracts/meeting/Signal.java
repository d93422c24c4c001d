package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import org.jspecify.annotations.Nullable;

/// A description or an ICE candidate on its way to one participant.
///
/// Without a description it is a candidate, `null` for the end of candidates.
public record Signal(
        MeetingId meetingId,
        ParticipantId from,
        ParticipantId to,
        @Nullable String negotiationId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SessionDescription description,
        @Nullable IceCandidate candidate) {}

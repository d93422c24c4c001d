package io.worksync.contracts.meeting;

import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;

/// A device in the lobby, until a host lets it in.
public record Waiting(
        ParticipantId participantId,
        MeetingId meetingId,
        UserId userId,
        String displayName,
        Instant waitingSince) {}

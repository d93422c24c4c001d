package io.worksync.signaling.meeting;

import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Waiting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A device in the lobby; `admitted` once a host let it in, until it comes.
public record Guest(
        ParticipantId id,
        UserId userId,
        String displayName,
        @Nullable String deviceName,
        Seat.Media media,
        Instant waitingSince,
        String resumeHash,
        boolean admitted) {

    Guest letIn() {
        return new Guest(
                id, userId, displayName, deviceName, media, waitingSince, resumeHash, true);
    }

    /// As hosts see it.
    public Waiting toWaiting(MeetingId meeting) {
        return new Waiting(id, meeting, userId, displayName, waitingSince);
    }
}

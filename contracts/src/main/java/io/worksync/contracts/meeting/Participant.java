package io.worksync.contracts.meeting;

import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One device of one person in a meeting.
///
/// `offerer` and `polite` are the roles towards the reader: the newcomer makes the first offer, the
/// older one is polite in later negotiations (W3C, perfect negotiation).
public record Participant(
        ParticipantId participantId,
        MeetingId meetingId,
        UserId userId,
        String displayName,
        @Nullable String deviceName,
        MeetingRole role,
        boolean audio,
        boolean video,
        boolean screen,
        boolean hand,
        boolean offerer,
        boolean polite,
        Instant joinedAt) {}

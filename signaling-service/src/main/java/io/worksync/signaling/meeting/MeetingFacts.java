package io.worksync.signaling.meeting;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Meeting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What never changes about a meeting.
public record MeetingFacts(
        MeetingId id,
        @Nullable String title,
        @Nullable ChannelId channelId,
        UserId host,
        Instant startedAt,
        String joinCode) {

    /// The meeting as others see it.
    public Meeting toMeeting(@Nullable Instant endedAt, int participantCount) {
        return new Meeting(
                id,
                title,
                channelId,
                host,
                startedAt,
                endedAt,
                MediaPlaneKind.MESH,
                participantCount,
                null,
                joinCode,
                false,
                false,
                false,
                false,
                null,
                0);
    }
}

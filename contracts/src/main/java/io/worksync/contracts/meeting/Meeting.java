package io.worksync.contracts.meeting;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// People who talk now, or did until `endedAt`.
public record Meeting(
        MeetingId id,
        @Nullable String title,
        @Nullable ChannelId channelId,
        UserId createdBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        MediaPlaneKind mediaPlane,
        int participantCount) {}

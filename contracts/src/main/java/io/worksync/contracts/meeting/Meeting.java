package io.worksync.contracts.meeting;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// People who talk now, did until `endedAt`, or mean to from `scheduledFor` on.
///
/// `startedAt` is null while a scheduled meeting waits for its first participant. Whoever has the
/// `joinCode` may join. `version` grows with each change: an older one never replaces a newer one.
public record Meeting(
        MeetingId id,
        @Nullable String title,
        @Nullable ChannelId channelId,
        UserId createdBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        MediaPlaneKind mediaPlane,
        int participantCount,
        @Nullable Instant scheduledFor,
        String joinCode,
        boolean locked,
        boolean lobby,
        boolean e2ee,
        boolean relayOnly,
        @Nullable Recording recording,
        long version) {}

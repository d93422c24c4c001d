package io.worksync.signaling.meeting;

import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Recording;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What hosts may change about a meeting.
public record Settings(
        @Nullable String title,
        @Nullable Instant scheduledFor,
        boolean locked,
        boolean lobby,
        boolean relayOnly,
        MediaPlaneKind mediaPlane,
        @Nullable Recording recording) {

    /// The same, with media on another way.
    public Settings withMediaPlane(MediaPlaneKind plane) {
        return new Settings(title, scheduledFor, locked, lobby, relayOnly, plane, recording);
    }

    /// The same, recorded or, with null, not.
    public Settings withRecording(@Nullable Recording started) {
        return new Settings(title, scheduledFor, locked, lobby, relayOnly, mediaPlane, started);
    }
}

package io.worksync.contracts.meeting;

import org.jspecify.annotations.Nullable;

/// RTCIceCandidateInit of the W3C.
public record IceCandidate(
        String candidate,
        @Nullable String sdpMid,
        @Nullable Integer sdpMLineIndex,
        @Nullable String usernameFragment) {}

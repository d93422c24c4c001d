package io.worksync.contracts.meeting;

/// RTCSessionDescriptionInit of the W3C.
public record SessionDescription(String type, String sdp) {}

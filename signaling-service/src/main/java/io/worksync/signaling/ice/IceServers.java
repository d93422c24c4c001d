package io.worksync.signaling.ice;

import io.worksync.contracts.meeting.IceServer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Servers to reach others through, for RTCPeerConnection's configuration, and when their
/// credentials end.
public record IceServers(List<IceServer> iceServers, @Nullable Instant iceServersExpireAt) {}

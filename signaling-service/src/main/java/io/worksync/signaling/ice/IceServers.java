package io.worksync.signaling.ice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Servers to reach others through, for RTCPeerConnection's configuration, and when their
/// credentials end.
public record IceServers(List<IceServer> iceServers, @Nullable Instant iceServersExpireAt) {

    /// RTCIceServer of the W3C.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IceServer(
            List<String> urls, @Nullable String username, @Nullable String credential) {}
}

package io.worksync.signaling.janus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The Janus servers that meetings may go through.
@ConfigMapping(prefix = "worksync.sfu.janus")
public interface JanusConfig {

    /// `ws:` and `wss:` URLs of their WebSocket API; none where there is no media server.
    Optional<List<URI>> urls();

    /// What every request has to contain; required with URLs.
    Optional<String> apiSecret();

    /// Without it nobody makes rooms; required with URLs.
    Optional<String> roomKey();

    /// How long an answer may take.
    @WithDefault("5s")
    Duration requestTimeout();

    /// How often each server is asked whether it lives, and connected to where it is not.
    @WithDefault("1s")
    Duration checkEvery();

    /// How many requests to one server may wait for their answers.
    @WithDefault("4096")
    int maxWaiting();
}

package io.worksync.signaling.livekit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// A LiveKit server instead of Janus.
@ConfigMapping(prefix = "worksync.sfu.livekit")
public interface LiveKitConfig {

    /// `https:` URL of the server; none where there is none.
    Optional<URI> url();

    /// The name of the key pair; required with a URL.
    Optional<String> apiKey();

    /// Its secret, of 32 bytes at least; required with a URL.
    Optional<String> apiSecret();

    /// How long a token lets somebody come in; whoever is in stays.
    @WithDefault("10m")
    Duration tokenTtl();

    /// How long a room without people is kept.
    @WithDefault("2m")
    Duration emptyFor();

    /// How many a room holds.
    @WithDefault("100")
    int maxParticipants();

    /// How long an answer may take.
    @WithDefault("5s")
    Duration requestTimeout();
}

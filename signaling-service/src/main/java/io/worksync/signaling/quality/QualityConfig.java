package io.worksync.signaling.quality;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much is kept of how well media arrives.
@ConfigMapping(prefix = "worksync.quality")
interface QualityConfig {

    /// Samples of each participant.
    @WithDefault("60")
    int samples();

    /// How long they are kept after the last one.
    @WithDefault("1h")
    Duration ttl();

    /// How long one step in Redis may take.
    @WithDefault("3s")
    Duration timeout();
}

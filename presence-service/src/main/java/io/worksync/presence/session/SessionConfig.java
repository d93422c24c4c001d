package io.worksync.presence.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How sessions are kept.
@ConfigMapping(prefix = "worksync.sessions")
interface SessionConfig {

    /// How long a gateway node's lease lasts, as the gateways have it. After Redis came back nodes
    /// get this long to renew before any is taken for dead.
    @WithDefault("15s")
    Duration leaseTtl();

    /// How long a closed session stays closed against a late announcement of its opening.
    @WithDefault("10m")
    Duration closedTtl();

    /// How many closed sessions of a user are remembered.
    @WithDefault("256")
    int maxClosed();

    /// How many live sessions of a user are counted; more change nothing.
    @WithDefault("256")
    int maxLive();

    /// How often dead nodes are looked for.
    @WithDefault("2s")
    Duration sweepInterval();

    /// How many sessions of a dead node one step takes away.
    @WithDefault("500")
    int sweepBatch();

    /// How long one call to Redis may take.
    @WithDefault("3s")
    Duration redisTimeout();
}

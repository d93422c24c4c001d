package io.worksync.signaling.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How events get to Kafka.
@ConfigMapping(prefix = "worksync.outbox")
interface OutboxConfig {

    /// How often waiting events are looked for.
    @WithDefault("1s")
    Duration every();

    /// How many go in one step.
    @WithDefault("100")
    int batch();

    /// How long one step may take; what it did not finish is sent again.
    @WithDefault("15s")
    Duration timeout();
}

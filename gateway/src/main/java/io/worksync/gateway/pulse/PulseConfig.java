package io.worksync.gateway.pulse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When this process counts as having stood still.
@ConfigMapping(prefix = "worksync.pulse")
public interface PulseConfig {

    /// How long it may stand still and go on as if nothing was: others wait for longer before they
    /// take it for gone, which is its lease less the time between two renewals.
    @WithDefault("10s")
    Duration maxGap();

    /// How often it looks.
    @WithDefault("500ms")
    Duration interval();
}

package io.worksync.gateway.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long devices are remembered, and how many.
@ConfigMapping(prefix = "worksync.device")
public interface DeviceConfig {

    /// How long after it was last seen a device is listed: as long as its sign-in may live at the
    /// identity provider.
    @WithDefault("12h")
    Duration keep();

    /// How many devices of one user are listed; beyond it those seen longest ago are forgotten.
    @WithDefault("100")
    int max();

    /// How often this node says again which devices are connected to it.
    @WithDefault("1h")
    Duration renewal();

    /// How many devices are said again in one go.
    @WithDefault("200")
    int renewedAtOnce();

    /// How long one call to Redis or to the identity provider may take.
    @WithDefault("3s")
    Duration timeout();
}

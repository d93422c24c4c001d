package io.worksync.operations.node;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What a node tells admins on the topic `ops:nodes`.
@ConfigMapping(prefix = "worksync.node")
interface NodeConfig {

    /// How often it tells how it is; whoever is not heard of for 15 s is shown as silent.
    @WithDefault("3s")
    Duration reportInterval();

    /// How many of the last warnings and errors it tells; older ones are only in its log.
    @WithDefault("10")
    int maxErrors();
}

package io.worksync.presence.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Statuses in PostgreSQL.
@ConfigMapping(prefix = "worksync.status")
interface StatusConfig {

    /// How long one query may take.
    @WithDefault("3s")
    Duration queryTimeout();
}

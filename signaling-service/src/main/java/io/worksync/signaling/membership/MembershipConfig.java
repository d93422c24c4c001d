package io.worksync.signaling.membership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of the memberships that are kept here.
@ConfigMapping(prefix = "worksync.memberships")
interface MembershipConfig {

    /// How long one step in the database may take.
    @WithDefault("5s")
    Duration databaseTimeout();
}

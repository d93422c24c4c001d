package io.worksync.presence.membership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How memberships are known.
@ConfigMapping(prefix = "worksync.memberships")
interface MembershipConfig {

    /// How long one query may take.
    @WithDefault("3s")
    Duration queryTimeout();

    /// How many people whoever leaves a channel stops seeing at once; of more they hear until they
    /// subscribe again.
    @WithDefault("2000")
    int maxParted();
}

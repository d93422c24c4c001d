package io.worksync.notification.membership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How memberships are known.
@ConfigMapping(prefix = "worksync.memberships")
interface MembershipConfig {

    /// How long one query may take.
    @WithDefault("5s")
    Duration queryTimeout();
}

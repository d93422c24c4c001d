package io.worksync.presence.membership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// How memberships are known.
@ConfigMapping(prefix = "worksync.memberships")
interface MembershipConfig {

    /// How long one query may take.
    @WithDefault("3s")
    Duration queryTimeout();

    /// When to look again for somebody not known to share a channel: a channel made just now is on
    /// its way here. Each is a wait after the look before.
    @WithDefault("150ms,350ms,500ms")
    List<Duration> secondLooks();

    /// How many people whoever leaves a channel stops seeing at once; of more they hear until they
    /// subscribe again.
    @WithDefault("2000")
    int maxParted();
}

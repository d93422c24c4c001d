package io.worksync.signaling.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much each person may do in a minute.
@ConfigMapping(prefix = "worksync.allowances")
interface AllowanceConfig {

    /// Joins, comings back and knocks at lobbies.
    @WithDefault("600")
    int joins();

    /// People whom they ring.
    @WithDefault("200")
    int rings();

    /// Codes of meetings that they try.
    @WithDefault("30")
    int codes();

    /// Fresh TURN credentials that they ask for.
    @WithDefault("30")
    int iceServers();

    /// Reactions.
    @WithDefault("120")
    int reactions();

    /// Reports of how well media arrives.
    @WithDefault("120")
    int qualityReports();

    /// How long one step in Redis may take.
    @WithDefault("3s")
    Duration timeout();
}

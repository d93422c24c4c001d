package io.worksync.presence.availability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How presence is announced.
@ConfigMapping(prefix = "worksync.presence")
public interface PresenceConfig {

    /// How long a user whose last session ended still counts as there, so that a reconnect is not
    /// seen.
    @WithDefault("5s")
    Duration grace();

    /// How long one instance has the announcement of a user for itself; longer than it may take.
    @WithDefault("10s")
    Duration claim();

    /// How long Kafka may take for one record.
    @WithDefault("5s")
    Duration kafkaTimeout();

    /// How long one call to Redis may take.
    @WithDefault("3s")
    Duration redisTimeout();

    /// How long somebody who does not come back is remembered.
    @WithDefault("90d")
    Duration retention();

    /// How long it is remembered who is in a meeting of which nothing is heard any more.
    @WithDefault("24h")
    Duration meetingRetention();

    /// How often users whose time has come are looked at.
    @WithDefault("1s")
    Duration sweepInterval();

    /// How often statuses that could not be told when they were set are looked for.
    @WithDefault("5s")
    Duration settleInterval();

    /// How many users one pass of the sweeper looks at.
    @WithDefault("200")
    int dueBatch();

    /// How many users are asked for in one call at most.
    @WithDefault("100")
    int maxIds();
}

package io.worksync.presence.typing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long typing lasts, and how much of it there may be.
@ConfigMapping(prefix = "worksync.typing")
interface TypingConfig {

    /// Typing that is not renewed ends after this.
    @WithDefault("6s")
    Duration ttl();

    /// A renewal within this is not told again.
    @WithDefault("3s")
    Duration quiet();

    /// An end that was not told within this is told by another instance.
    @WithDefault("5s")
    Duration retellAfter();

    /// How many may type at once in the whole workspace; more are refused with 429.
    @WithDefault("20000")
    int maxAtOnce();

    /// How often one user may begin within [#startsWindow()].
    @WithDefault("30")
    int maxStarts();

    /// See [#maxStarts()].
    @WithDefault("10s")
    Duration startsWindow();

    /// How often typing that was not renewed is looked for.
    @WithDefault("1s")
    Duration sweepInterval();

    /// How many ends one pass tells.
    @WithDefault("200")
    int expiryBatch();

    /// How long one call to Redis may take.
    @WithDefault("3s")
    Duration redisTimeout();
}

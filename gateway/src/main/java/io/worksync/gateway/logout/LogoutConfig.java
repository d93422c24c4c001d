package io.worksync.gateway.logout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of logout tokens.
@ConfigMapping(prefix = "worksync.logout")
public interface LogoutConfig {

    /// How old a token may be: it is sent when a session ends, and never kept.
    @WithDefault("2m")
    Duration maxAge();

    /// How far the provider's clock may be ahead of ours.
    @WithDefault("30s")
    Duration skew();

    /// How long an id is remembered, so that no token works twice: longer than any may live.
    @WithDefault("10m")
    Duration idTtl();

    /// The largest request, in bytes.
    @WithDefault("16384")
    int maxBytes();

    /// Bad tokens that one address may send in a minute; then it gets 429 for the rest of it.
    @WithDefault("60")
    int maxRefusedPerMinute();

    /// Addresses whose bad tokens are counted at once.
    @WithDefault("1000")
    int maxAddresses();
}

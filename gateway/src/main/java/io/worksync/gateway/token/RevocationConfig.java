package io.worksync.gateway.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How revoked tokens are told from good ones.
@ConfigMapping(prefix = "worksync.revocation")
public interface RevocationConfig {

    /// How often this node looks for revocations of others.
    @WithDefault("1s")
    Duration readInterval();

    /// How long an access token may live at the identity provider. Revocations of what was issued
    /// before a moment are kept that long.
    @WithDefault("15m")
    Duration accessTokenLife();

    /// How long a sign-in may live at the identity provider: its longest session. Revoked sign-ins
    /// are remembered that long, so that not even a stolen refresh token brings one back.
    @WithDefault("12h")
    Duration signInLife();

    /// How many revoked sign-ins, and how many revoked users, are kept; beyond it the one that
    /// would be forgotten first is.
    @WithDefault("100000")
    int max();

    /// How many revocations are read from Redis in one go.
    @WithDefault("1000")
    int readAtOnce();
}

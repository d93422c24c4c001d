package io.worksync.signaling.ice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The TURN servers, and the secret that is shared with them.
@ConfigMapping(prefix = "worksync.turn")
interface TurnConfig {

    /// `turn:` and `turns:` URLs; none where there is no TURN server.
    Optional<List<String>> urls();

    /// The secret that signs, which the servers know (coturn's `static-auth-secret`); required with
    /// URLs. To change it, let the servers know both, then change it here, and an hour later let
    /// them forget the old one.
    Optional<String> secret();

    /// How long credentials are good for new allocations, an hour at most.
    @WithDefault("1h")
    Duration credentialTtl();
}

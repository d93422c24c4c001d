package io.worksync.gateway.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What browsers may do here.
@ConfigMapping(prefix = "worksync.web")
public interface WebConfig {

    /// The origins whose pages may call, each exactly as a browser sends it. Nothing else is
    /// allowed; a caller without an origin is not a page, and its token decides.
    Optional<Set<String>> allowedOrigins();

    /// The address of this gateway as browsers see it.
    Optional<URI> publicUrl();

    /// The identity provider's realm, which the web client signs in at.
    String issuer();

    /// The web client's id at the identity provider.
    String clientId();

    /// How long a client of a stream may take to send the body of a request; then it is refused
    /// with 408.
    @WithDefault("10s")
    Duration bodyTimeout();

    /// How long a read document of a service's API is good.
    @WithDefault("30s")
    Duration documentTtl();
}

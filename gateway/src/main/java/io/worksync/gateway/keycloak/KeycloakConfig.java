package io.worksync.gateway.keycloak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How Keycloak is asked what ended.
@ConfigMapping(prefix = "worksync.keycloak")
public interface KeycloakConfig {

    /// The realm's address.
    String issuer();

    /// The confidential client whose service account has `view-events` and `view-users` of
    /// `realm-management`, and no other right.
    @WithDefault("worksync-gateway")
    String clientId();

    /// Its secret. Without one Keycloak is not asked: disabled users keep their sockets until their
    /// access token expires.
    Optional<String> clientSecret();

    /// How often one of the nodes asks. Each time costs Keycloak some 50 ms.
    @WithDefault("1500ms")
    Duration interval();

    /// How long the node that asks may be silent before another takes over: together with the
    /// interval and the second in which nodes follow, less than the five in which access ends.
    @WithDefault("2s")
    Duration lease();

    /// How long an answer may take.
    @WithDefault("5s")
    Duration timeout();

    /// How far before the latest event reading begins again: an event that took long to be stored
    /// has an earlier time than others that were there before it.
    @WithDefault("15s")
    Duration overlap();

    /// How far back a first look goes, and how far one after a long absence at most: older tokens
    /// have expired.
    @WithDefault("15m")
    Duration lookBack();

    /// Events read in one go.
    @WithDefault("100")
    int eventsAtOnce();

    /// Events read at most in one round; the others wait for the next.
    @WithDefault("2000")
    int maxEvents();
}

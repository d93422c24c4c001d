package io.worksync.gateway.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// Whom to ask about topics, and the limits of subscribing.
@ConfigMapping(prefix = "worksync.subscription")
public interface SubscriptionConfig {

    /// The services that name the topics of a session at connect.
    List<String> providers();

    /// The namespace of a user's own topic, which each of their sessions gets.
    @WithDefault("user")
    String ownNamespace();

    /// How many topics a client may subscribe on one socket; more are refused with 106. Those that
    /// the server subscribes do not count.
    @WithDefault("500")
    int maxPerConnection();

    /// Publications kept back for one subscription while it catches up; with more it starts anew.
    @WithDefault("500")
    int maxHeld();

    /// How many bytes of missed publications one reply may carry. What is over it is not recovered,
    /// and the client reads the state over the API.
    @WithDefault("524288")
    int maxRecoveredBytes();

    /// How long what was missed is kept for others who missed the same.
    @WithDefault("10s")
    Duration sharedFor();

    /// How many bytes of it are kept at most; then those that nobody asked for lately are dropped.
    @WithDefault("33554432")
    long maxSharedBytes();

    /// How many publications one page of history has at most.
    @WithDefault("300")
    int maxHistory();

    /// How long an owner's "yes" is good without asking again; controls on the user's own topic end
    /// it before.
    @WithDefault("30s")
    Duration allowedTtl();

    /// How long an owner's "no" is good, once it was said as often as [#refusalsAsked()].
    @WithDefault("1s")
    Duration refusedTtl();

    /// How often in a row an owner is asked although it refused a moment ago.
    @WithDefault("3")
    int refusalsAsked();

    /// How many decisions this node remembers; beyond it those of the users who asked longest ago
    /// are forgotten.
    @WithDefault("100000")
    int maxDecisions();

    /// How often the leases of clients in topics are renewed.
    @WithDefault("5s")
    Duration clientRenewal();

    /// How many topics' leases are renewed at once.
    @WithDefault("64")
    int renewalsAtOnce();

    /// How many clients the answer to `presence` names at most; where there are more it is 106.
    @WithDefault("1000")
    int maxPresent();

    /// How often the position of each topic is compared with its stream's top; with what reading
    /// back takes, a publication that pub/sub lost is there within ten seconds.
    @WithDefault("8s")
    Duration positionCheck();

    /// How many positions are compared at once after Redis was away.
    @WithDefault("64")
    int checksAtOnce();

    /// How long Redis may take to confirm a topic.
    @WithDefault("5s")
    Duration timeout();
}

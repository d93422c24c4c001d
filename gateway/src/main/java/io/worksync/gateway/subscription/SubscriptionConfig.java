package io.worksync.gateway.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Whom to ask about topics, and the limits of subscribing.
@ConfigMapping(prefix = "worksync.subscription")
public interface SubscriptionConfig {

    /// The services that name the topics of a session at connect.
    List<String> providers();

    /// By namespace, the service that decides whether a client may subscribe.
    Map<String, String> owners();

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

    /// How many publications one page of history has at most.
    @WithDefault("300")
    int maxHistory();

    /// How often the position of each topic is compared with its stream's top.
    @WithDefault("25s")
    Duration positionCheck();

    /// How many positions are compared at once after Redis was away.
    @WithDefault("64")
    int checksAtOnce();

    /// How long Redis may take to confirm a topic.
    @WithDefault("5s")
    Duration timeout();
}

package io.worksync.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// The limits of sessions, and how other parts learn of them.
@ConfigMapping(prefix = "worksync.session")
public interface SessionConfig {

    /// The name of this process among the gateways; each start makes its own node of it.
    @WithDefault("gateway")
    String instance();

    /// How many sessions one user may have on this node; more are refused with 3504.
    @WithDefault("20")
    int maxPerUser();

    /// How many sessions this node opens at once at most; fewer while that makes them slower.
    @WithDefault("32")
    int openAtOnce();

    /// How many clients wait to have theirs opened; more are refused with 111. When more than
    /// half of them wait, new sockets are refused with 503.
    @WithDefault("500")
    int maxWaiting();

    /// How long the first of them has waited when the next ones are refused; after half of it new
    /// sockets are. Clients give up after 5 s.
    @WithDefault("3s")
    Duration longestWait();

    /// How many topics a client may offer for recovery when it connects; with more it is refused
    /// with 106.
    @WithDefault("1500")
    int maxOffered();

    /// How long what a client calls itself and its version may be; longer is refused with 107.
    @WithDefault("200")
    int maxClientText();

    /// How long before its token expires a client is told to bring a new one, so that its calls
    /// never carry an expired one.
    @WithDefault("30s")
    Duration refreshEarly();

    /// How long a session outlives its token while its client brings a new one.
    @WithDefault("25s")
    Duration grace();

    /// What the others in a topic are told of a user (`conn_info`): the field by the token's claim.
    Map<String, String> info();

    /// How often the server pings. With the 10 s that either side is given to be heard, both know
    /// within 35 s that the network swallows everything.
    @WithDefault("23s")
    Duration ping();

    /// How long this node counts as alive without renewing its lease.
    @WithDefault("15s")
    Duration leaseTtl();

    /// How often the lease is renewed.
    @WithDefault("5s")
    Duration leaseRenewal();

    /// Session events that wait for Kafka; beyond it the oldest are forgotten.
    @WithDefault("100000")
    int maxAnnouncements();

    /// Session events that are under way to Kafka at once.
    @WithDefault("100")
    int announcementsAtOnce();
}

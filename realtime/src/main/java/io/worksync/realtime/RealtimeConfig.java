package io.worksync.realtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What topics keep and allow, by namespace.
@ConfigMapping(prefix = "worksync.realtime")
public interface RealtimeConfig {

    /// The namespaces; a topic of another one cannot be published or read.
    Map<String, Namespace> namespaces();

    /// How long a topic's position outlives its stream: a client that comes back within this time
    /// and missed nothing is told so; after it, it reads the state over the API.
    @WithDefault("30d")
    Duration positionTtl();

    /// How long a publication's key is remembered.
    @WithDefault("10m")
    Duration keyTtl();

    /// How long one call to Redis may take.
    @WithDefault("3s")
    Duration timeout();

    /// Questions to other nodes that may be open at once; more are refused.
    @WithDefault("1000")
    int nodeCallsAtOnce();

    /// The largest publication in bytes of UTF-8; larger ones are a bug of the publisher.
    @WithDefault("262144")
    int maxPublicationBytes();

    /// How long a client is in a topic without its node saying so again.
    @WithDefault("20s")
    Duration clientTtl();

    /// What holds for the topics of a namespace. All parts read the same; each uses what is its own
    /// to do.
    interface Namespace {

        /// The service that decides whether a client may subscribe, by the name of its route in the
        /// gateway; without one, no client may.
        Optional<String> owner();

        /// How many of its topics a client may subscribe on one connection; more are refused with
        /// 106.
        @WithDefault("500")
        int maxPerConnection();

        /// What clients may publish.
        ClientPublish clientPublish();

        /// Whether clients may ask who is there.
        @WithDefault("false")
        boolean presence();

        /// Whether subscribers are told who joins and leaves.
        @WithDefault("false")
        boolean joinLeave();

        /// Whether a publication may be dropped for a slow reader once a later one replaces it: one
        /// with the same [Label#replaces()], or by the same client, or else any later one.
        @WithDefault("false")
        boolean droppable();

        /// Publications that the stream keeps; 0 keeps nothing, and the topic has no positions.
        @WithDefault("0")
        int historySize();

        /// How long the stream outlives its last publication.
        @WithDefault("10m")
        Duration historyTtl();

        /// Whether a subscriber gets what it missed, or only the latest.
        @WithDefault("stream")
        Mode mode();
    }

    /// What clients may publish on topics of a namespace that they are subscribed to.
    interface ClientPublish {

        /// Whether they may at all; otherwise they are refused with 103.
        @WithDefault("false")
        boolean enabled();

        /// The largest data in bytes; larger ones are refused with 106.
        @WithDefault("16384")
        int maxBytes();

        /// How many a second one connection may publish for ever; more are refused with 111.
        @WithDefault("30")
        int perSecond();

        /// How many it may publish at once after a pause.
        @WithDefault("60")
        int burst();
    }

    /// How a subscriber catches up.
    enum Mode {
        /// With everything it missed.
        STREAM,
        /// With the latest publication.
        CACHE
    }
}

package io.worksync.realtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// What topics keep, by namespace.
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

    /// The largest publication in bytes of UTF-8; larger ones are a bug of the publisher.
    @WithDefault("262144")
    int maxPublicationBytes();

    /// How a namespace's topics are kept.
    interface Namespace {

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

    /// How a subscriber catches up.
    enum Mode {
        /// With everything it missed.
        STREAM,
        /// With the latest publication.
        CACHE
    }
}

package io.worksync.operations.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where spans go, and how many.
@ConfigMapping(prefix = "worksync.tracing")
public interface TracingConfig {

    /// The collector's address for OTLP over HTTP, such as `http://collector:4318`; without it
    /// there are no spans.
    Optional<URI> endpoint();

    /// The share of traces that are kept, from 0 to 1. It is decided by the trace id, so that all
    /// services with the same share keep the same traces, whatever a caller asks for.
    @WithDefault("0.1")
    double sampleRatio();

    /// How many spans may wait to be sent; more are dropped.
    @WithDefault("2048")
    int maxWaiting();

    /// How long spans wait for others, to be sent with them.
    @WithDefault("2s")
    Duration linger();

    /// How long sending them may take.
    @WithDefault("5s")
    Duration timeout();
}

package io.worksync.chat.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How committed events leave the outbox.
@ConfigMapping(prefix = "worksync.chat.outbox")
interface OutboxConfig {

    /// Whether the instance that committed an event publishes it at once; without, only the relay
    /// does.
    @WithDefault("true")
    boolean publishAtOnce();

    /// Events that may wait in this process to be published at once; those beyond are left to the
    /// relay.
    @WithDefault("10000")
    int maxWaiting();

    /// Events that are published on one topic in one step.
    @WithDefault("200")
    int maxPublished();

    /// Events that this process remembers to have published, so that the relay need not do
    /// it again.
    @WithDefault("20000")
    int maxRemembered();

    /// How often the relay looks for events that nobody woke it for.
    @WithDefault("250ms")
    Duration poll();

    /// Events that the relay reads, sends and deletes together.
    @WithDefault("500")
    int batch();

    /// How long the relay lets events gather after it was woken.
    @WithDefault("100ms")
    Duration linger();

    /// How long one batch may take before it is tried again; longer than Kafka's own
    /// `delivery.timeout.ms`.
    @WithDefault("8s")
    Duration timeout();

    /// How long PostgreSQL lets the relay that works be silent before another one takes over;
    /// longer than a batch may take.
    @WithDefault("12s")
    Duration silence();
}

package io.worksync.signaling.membership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// How to reach chat-service.
@ConfigMapping(prefix = "worksync.chat")
interface ChatConfig {

    /// Base URLs of its instances.
    List<URI> urls();

    /// How long one call may take.
    @WithDefault("1s")
    Duration timeout();

    /// How many calls may wait for a connection to an instance.
    @WithDefault("128")
    int maxWaiting();
}

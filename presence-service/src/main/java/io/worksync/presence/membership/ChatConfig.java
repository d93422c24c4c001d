package io.worksync.presence.membership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Where chat-service is.
@ConfigMapping(prefix = "worksync.chat")
interface ChatConfig {

    /// The base URLs of its instances.
    List<URI> urls();

    /// How long a call to one instance may take.
    @WithDefault("1s")
    Duration timeout();
}

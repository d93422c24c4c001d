package io.worksync.operations.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Which process this is. Its id is of one life only, so that nobody takes one that was started
/// again for the one before.
@ApplicationScoped
class ThisNode {

    private static final int SUFFIX = 8;
    private static final int MAX_NAME = 100;

    private final String id;
    private final String service;
    private final String version;
    private final Instant startedAt =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

    ThisNode(
            @ConfigProperty(name = "WORKSYNC_INSTANCE") Optional<String> instance,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.id =
                word(instance.orElse(service))
                        + "-"
                        + UUID.randomUUID().toString().substring(0, SUFFIX);
        this.service = service;
        this.version = version;
    }

    String id() {
        return id;
    }

    String service() {
        return service;
    }

    String version() {
        return version;
    }

    Instant startedAt() {
        return startedAt;
    }

    /// Whoever runs the process may have named it anyhow; a publication's name is one word.
    private static String word(String instance) {
        String visible = instance.replaceAll("[^!-~]", "-");
        return visible.substring(0, Math.min(visible.length(), MAX_NAME));
    }
}

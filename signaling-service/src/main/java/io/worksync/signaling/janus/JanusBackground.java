package io.worksync.signaling.janus;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/// Where checks start that no caller waits for; a failure has been dealt with before.
final class JanusBackground {

    private static final Logger LOG = Logger.getLogger(JanusBackground.class);

    private JanusBackground() {}

    static void run(Uni<Void> work) {
        work.subscribe()
                .with(
                        done -> {},
                        failure -> LOG.debugf("A check failed: %s", failure.getMessage()));
    }
}

package io.worksync.chat.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// The one place where work starts that no caller waits for.
///
/// Its failures end here: what it did not do stays in the outbox and is tried again.
@ApplicationScoped
class Background {

    private static final Logger LOG = Logger.getLogger(Background.class);

    /// Starts the work; `whenOver` runs once it succeeded or failed.
    void run(Uni<Void> work, Runnable whenOver) {
        work.onTermination()
                .invoke(whenOver)
                .subscribe()
                .with(
                        done -> {},
                        failure ->
                                LOG.debugf(
                                        failure, "Left to the outbox: %s", failure.getMessage()));
    }
}

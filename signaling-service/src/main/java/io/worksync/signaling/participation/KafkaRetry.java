package io.worksync.signaling.participation;

import io.smallrye.mutiny.Uni;
import io.worksync.signaling.problem.Outages;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Repeats the handling of a record without end while the database or Redis is away, so that
/// nothing is lost; what fails for another reason goes to the dead letters.
@ApplicationScoped
class KafkaRetry {

    private static final Logger LOG = Logger.getLogger(KafkaRetry.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration MOST = Duration.ofSeconds(5);

    Uni<Void> patiently(Uni<Void> handling) {
        return handling.onFailure(Outages::isOutage)
                .invoke(failure -> LOG.warnf("An event from Kafka waits: %s", failure))
                .onFailure(Outages::isOutage)
                .retry()
                .withBackOff(FIRST, MOST)
                .indefinitely();
    }
}

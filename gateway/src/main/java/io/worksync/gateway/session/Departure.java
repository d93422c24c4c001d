package io.worksync.gateway.session;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The last things a node says: that its sessions are closed, and that it is gone.
@ApplicationScoped
public class Departure {

    private static final Logger LOG = Logger.getLogger(Departure.class);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 50;

    private final Vertx vertx;
    private final SessionAnnouncer announcer;
    private final NodeLease lease;

    Departure(Vertx vertx, SessionAnnouncer announcer, NodeLease lease) {
        this.vertx = vertx;
        this.announcer = announcer;
        this.lease = lease;
    }

    /// Returns when all is said, or it takes too long; from a thread that may wait.
    public void leave(Duration patience) {
        CountDownLatch gone = new CountDownLatch(1);
        releaseWhenIdle(gone);
        try {
            long millis = Math.max(patience.toMillis(), LEAST.toMillis());
            if (!gone.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.warn("Leaving before everything was said");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseWhenIdle(CountDownLatch gone) {
        announcer
                .isIdle()
                .onSuccess(
                        idle -> {
                            if (idle) {
                                lease.release().onComplete(done -> gone.countDown());
                            } else {
                                vertx.setTimer(LOOK_MILLIS, id -> releaseWhenIdle(gone));
                            }
                        });
    }
}

package io.worksync.gateway.revocation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.worksync.gateway.token.RevocationConfig;
import io.worksync.gateway.token.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Follows the log of revocations, a node that has just started from its beginning.
///
/// Before it has read the log once the node is not ready. Without Redis it goes on with what it
/// knows, and reads the rest when Redis is back.
@Readiness
@ApplicationScoped
class FollowRevocations implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(FollowRevocations.class);

    /// Read again each time: a log that another Redis continues with a slower clock has no hole.
    private static final long OVERLAP_MILLIS = 10_000;

    private static final Duration PURGE = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final RedisRevocations log;
    private final Revocations revocations;
    private final RevocationConfig config;
    private final List<Long> timers = new ArrayList<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile long seenMillis;
    private volatile boolean failing;

    FollowRevocations(
            Vertx vertx, RedisRevocations log, Revocations revocations, RevocationConfig config) {
        this.vertx = vertx;
        this.log = log;
        this.revocations = revocations;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        read();
        timers.add(vertx.setPeriodic(config.readInterval().toMillis(), id -> read()));
        timers.add(vertx.setPeriodic(PURGE.toMillis(), id -> revocations.purge()));
    }

    void stop(@Observes ShutdownEvent event) {
        timers.forEach(vertx::cancelTimer);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("revocations").status(revocations.isReady()).build();
    }

    private void read() {
        if (reading.compareAndSet(false, true)) {
            UniHelper.toFuture(readAfter(Long.toString(Math.max(0, seenMillis - OVERLAP_MILLIS))))
                    .onSuccess(ignored -> done())
                    .onFailure(this::failed);
        }
    }

    private Uni<Void> readAfter(String id) {
        return log.after(id)
                .invoke(this::take)
                .chain(
                        page ->
                                page.more()
                                        ? readAfter(page.lastId())
                                        : Uni.createFrom().voidItem());
    }

    private void take(RedisRevocations.Page page) {
        page.entries().forEach(entry -> revocations.add(entry.revocation(), entry.keepUntil()));
        page.unreadable().stream()
                .filter(id -> millis(id) > seenMillis)
                .forEach(id -> LOG.errorf("Revocation %s cannot be read by this version", id));
        seenMillis = Math.max(seenMillis, millis(page.lastId()));
    }

    private static long millis(String id) {
        int dash = id.indexOf('-');
        return Long.parseLong(dash < 0 ? id : id.substring(0, dash));
    }

    private void done() {
        revocations.ready();
        if (failing) {
            LOG.info("Following revocations again");
        }
        failing = false;
        reading.set(false);
    }

    private void failed(Throwable failure) {
        if (!failing) {
            LOG.warnf("Going on without new revocations: %s", failure.getMessage());
        }
        failing = true;
        reading.set(false);
    }
}

package io.worksync.gateway.keycloak;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.worksync.gateway.keycloak.KeycloakEvents.Recorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Looks again and again at what Keycloak recorded, on one node at a time, and ends what ended
/// there: disabled and deleted users, changed passwords, sessions that an administrator closed, and
/// sign-outs whose logout token did not arrive.
@ApplicationScoped
class WatchKeycloak {

    private static final Logger LOG = Logger.getLogger(WatchKeycloak.class);
    private static final String COUNTER = "worksync_gateway_keycloak_looks_total";
    private static final int AT_ONCE = 8;

    private final Vertx vertx;
    private final RedisWatch watch;
    private final KeycloakEvents events;
    private final EndAccess endAccess;
    private final KeycloakConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final AtomicBoolean looking = new AtomicBoolean();
    private long timer;
    private volatile boolean failing;

    WatchKeycloak(
            Vertx vertx,
            RedisWatch watch,
            KeycloakEvents events,
            EndAccess endAccess,
            KeycloakConfig config,
            Clock clock,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.watch = watch;
        this.events = events;
        this.endAccess = endAccess;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        if (config.clientSecret().isEmpty()) {
            LOG.warn(
                    "Keycloak is not watched, since worksync.keycloak.client-secret is not set:"
                            + " a disabled user keeps access until the access token expires");
            return;
        }
        timer = vertx.setPeriodic(config.interval().toMillis(), id -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            UniHelper.toFuture(watch.take().chain(mine -> mine ? lookAtAll() : nothing()))
                    .onSuccess(ignored -> done())
                    .onFailure(this::failed);
        }
    }

    private Uni<Void> lookAtAll() {
        return Uni.join()
                .all(lookAt(KeycloakLog.ADMIN_EVENTS), lookAt(KeycloakLog.USER_EVENTS))
                .andCollectFailures()
                .invoke(() -> metrics.counter(COUNTER, "outcome", "done").increment())
                .replaceWithVoid();
    }

    private Uni<Void> lookAt(KeycloakLog log) {
        Instant earliest = clock.instant().minus(config.lookBack());
        return watch.cursor(log, earliest)
                .map(from -> from.isBefore(earliest) ? earliest : from)
                .chain(from -> events.since(log, from))
                .call(found -> endAll(found.events()))
                .chain(found -> watch.moveTo(log, found.next()));
    }

    private Uni<Void> endAll(List<Recorded> recorded) {
        List<Uni<Void>> all = recorded.stream().map(endAccess::end).toList();
        return all.isEmpty()
                ? nothing()
                : Uni.join()
                        .all(all)
                        .usingConcurrencyOf(AT_ONCE)
                        .andCollectFailures()
                        .replaceWithVoid();
    }

    private void done() {
        if (failing) {
            LOG.info("Keycloak is watched again");
        }
        failing = false;
        looking.set(false);
    }

    private void failed(Throwable failure) {
        metrics.counter(COUNTER, "outcome", "failed").increment();
        if (!failing) {
            LOG.warnf("Keycloak cannot be watched now: %s", failure.getMessage());
        }
        failing = true;
        looking.set(false);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}

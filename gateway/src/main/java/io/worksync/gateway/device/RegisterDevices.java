package io.worksync.gateway.device;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.worksync.contracts.id.UserId;
import io.worksync.gateway.session.LeaseLost;
import io.worksync.gateway.session.LiveSession;
import io.worksync.gateway.session.SessionChange;
import io.worksync.gateway.session.Sessions;
import io.worksync.gateway.token.Revocations;
import io.worksync.realtime.NodeLeases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/// Keeps the list of devices true: which are connected here, and which were.
///
/// Only a list for people: what cannot be written to Redis now is written at the next renewal.
@ApplicationScoped
class RegisterDevices {

    private static final Logger LOG = Logger.getLogger(RegisterDevices.class);

    private final Vertx vertx;
    private final RedisDevices devices;
    private final Sessions sessions;
    private final Revocations revocations;
    private final NodeLeases leases;
    private final DeviceConfig config;
    private final Clock clock;
    private long timer;
    private volatile boolean lagging;

    RegisterDevices(
            Vertx vertx,
            RedisDevices devices,
            Sessions sessions,
            Revocations revocations,
            NodeLeases leases,
            DeviceConfig config,
            Clock clock) {
        this.vertx = vertx;
        this.devices = devices;
        this.sessions = sessions;
        this.revocations = revocations;
        this.leases = leases;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(config.renewal().toMillis(), id -> registerAll());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    void changed(@Observes SessionChange change) {
        switch (change) {
            case SessionChange.Began began -> inBackground(register(List.of(began.session())));
            case SessionChange.Ended ended -> inBackground(unregister(ended.session()));
        }
    }

    void again(@Observes LeaseLost lost) {
        registerAll();
    }

    private void registerAll() {
        inBackground(registerFrom(sessions.all(), 0));
    }

    private Uni<Void> registerFrom(List<LiveSession> all, int from) {
        if (from >= all.size()) {
            return Uni.createFrom().voidItem();
        }
        int to = Math.min(all.size(), from + config.renewedAtOnce());
        return register(all.subList(from, to)).chain(() -> registerFrom(all, to));
    }

    private Uni<Void> register(List<LiveSession> opened) {
        return devices.opened(opened)
                .chain(
                        overfull ->
                                overfull.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : prune(overfull.getFirst().session().userId()));
    }

    private Uni<Void> unregister(LiveSession session) {
        return revocations.covers(session.caller())
                ? devices.ended(session)
                : devices.closed(session);
    }

    private Uni<Void> prune(UserId user) {
        Instant now = clock.instant();
        return devices.of(user)
                .chain(
                        kept ->
                                leases.alive(kept.nodes())
                                        .map(
                                                alive ->
                                                        kept.surplus(
                                                                alive,
                                                                now.minus(config.keep()),
                                                                now,
                                                                config.max())))
                .chain(surplus -> devices.forget(user, surplus));
    }

    private void inBackground(Uni<Void> work) {
        UniHelper.toFuture(work).onSuccess(done -> lagging = false).onFailure(this::lag);
    }

    // once, not for each of those who came while Redis was away
    private void lag(Throwable failure) {
        if (!lagging) {
            LOG.warnf("The list of devices lags: %s", failure);
        }
        lagging = true;
    }
}

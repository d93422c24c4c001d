package io.worksync.gateway.session;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.worksync.gateway.pulse.Pulse;
import io.worksync.realtime.NodeLeases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Keeps this node alive in the eyes of others. When the lease was lost, they may have taken all
/// its sessions for gone: it announces them again.
@ApplicationScoped
class NodeLease {

    private static final Logger LOG = Logger.getLogger(NodeLease.class);

    private final Vertx vertx;
    private final NodeLeases leases;
    private final Node node;
    private final Sessions sessions;
    private final SessionAnnouncer announcer;
    private final Event<LeaseLost> lost;
    private final SessionConfig config;
    private final Pulse pulse;
    private long timer;
    private volatile boolean held;
    private volatile boolean leaving;

    NodeLease(
            Vertx vertx,
            NodeLeases leases,
            Node node,
            Sessions sessions,
            SessionAnnouncer announcer,
            Event<LeaseLost> lost,
            SessionConfig config,
            Pulse pulse) {
        this.vertx = vertx;
        this.leases = leases;
        this.node = node;
        this.sessions = sessions;
        this.announcer = announcer;
        this.lost = lost;
        this.config = config;
        this.pulse = pulse;
    }

    void start(@Observes StartupEvent event) {
        renew();
        timer = vertx.setPeriodic(config.leaseRenewal().toMillis(), id -> renew());
    }

    /// Gives the lease up.
    Future<Void> release() {
        leaving = true;
        vertx.cancelTimer(timer);
        return UniHelper.toFuture(leases.release(node.name()));
    }

    /// Lets the lease of the life before go, so that nobody waits for it, and takes one for this.
    void startOver(String before) {
        UniHelper.toFuture(leases.release(before))
                .onFailure(failure -> LOG.warnf("The old lease stays: %s", failure.getMessage()));
        held = false;
        UniHelper.toFuture(leases.renew(node.name(), config.leaseTtl()))
                .onSuccess(this::renewed)
                .onFailure(failure -> LOG.warnf("No lease: %s", failure.getMessage()));
    }

    private void renew() {
        if (!leaving && pulse.isSteady()) {
            UniHelper.toFuture(leases.renew(node.name(), config.leaseTtl()))
                    .onSuccess(this::renewed)
                    .onFailure(failure -> LOG.warnf("No lease: %s", failure.getMessage()));
        }
    }

    private void renewed(boolean wasHeld) {
        if (held && !wasHeld) {
            LOG.warn("The lease of this node was lost: announcing its sessions again");
            sessions.all().forEach(session -> announcer.opened(session.session()));
            lost.fire(new LeaseLost());
        }
        held = true;
    }
}

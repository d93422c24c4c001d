package io.worksync.gateway.connection;

import io.vertx.core.Vertx;
import io.worksync.gateway.loop.Loops;
import io.worksync.gateway.session.SessionConfig;
import io.worksync.gateway.session.Sessions;
import io.worksync.gateway.subscription.Receiver;
import io.worksync.gateway.subscription.Subscriptions;
import io.worksync.gateway.subscription.SubscriptionsFactory;
import io.worksync.gateway.transport.Transport;
import io.worksync.gateway.transport.TransportLimits;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All connections of this node, and what each of them needs.
@ApplicationScoped
class Connections {

    private final Vertx vertx;
    private final Loops loops;
    private final ConnectionConfig config;
    private final TransportLimits limits;
    private final SessionConfig sessionConfig;
    private final CommandHandler handler;
    private final Sessions sessions;
    private final SubscriptionsFactory subscriptions;
    private final ConnectionMetrics metrics;
    private final Admission admission;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    Connections(
            Vertx vertx,
            Loops loops,
            ConnectionConfig config,
            SessionConfig sessionConfig,
            CommandHandler handler,
            Sessions sessions,
            SubscriptionsFactory subscriptions,
            ConnectionMetrics metrics,
            Admission admission) {
        this.vertx = vertx;
        this.loops = loops;
        this.config = config;
        this.limits =
                new TransportLimits(
                        config.maxMessageBytes(),
                        config.maxFragments(),
                        config.maxQueuedBytes() / 2);
        this.sessionConfig = sessionConfig;
        this.handler = handler;
        this.sessions = sessions;
        this.subscriptions = subscriptions;
        this.metrics = metrics;
        this.admission = admission;
        metrics.watch(open);
    }

    boolean isDraining() {
        return draining;
    }

    /// Takes no more connections.
    void drain() {
        draining = true;
        admission.close();
    }

    /// Takes a client, on the loop that it will stay on.
    void accept(Transport transport, Place place) {
        Connection connection = new Connection(transport, place, loops.current(), vertx, this);
        open.add(connection);
        metrics.connected();
        connection.open();
    }

    List<Connection> all() {
        return List.copyOf(open);
    }

    void gone(Connection connection) {
        open.remove(connection);
    }

    /// How much each transport may hold.
    TransportLimits limits() {
        return limits;
    }

    ConnectionConfig config() {
        return config;
    }

    Duration pingInterval() {
        return sessionConfig.ping();
    }

    CommandHandler handler() {
        return handler;
    }

    Sessions sessions() {
        return sessions;
    }

    Subscriptions subscriptionsOf(Receiver receiver) {
        return subscriptions.create(receiver);
    }

    ConnectionMetrics metrics() {
        return metrics;
    }
}

package io.worksync.gateway.connection;

import io.quarkus.runtime.StartupEvent;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.pulse.Pulse;
import io.worksync.gateway.session.Incarnation;
import io.worksync.realtime.TopicFanout;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// What this node does after it stood still so long that others took it for gone: it ends all its
/// connections, drops what Redis had sent meanwhile, and goes on as another node.
///
/// Until then it delivers nothing, forwards nothing and takes nobody.
@ApplicationScoped
class StartOver {

    private static final Logger LOG = Logger.getLogger(StartOver.class);

    private final Pulse pulse;
    private final Connections connections;
    private final TopicFanout fanout;
    private final Incarnation incarnation;

    StartOver(Pulse pulse, Connections connections, TopicFanout fanout, Incarnation incarnation) {
        this.pulse = pulse;
        this.connections = connections;
        this.fanout = fanout;
        this.incarnation = incarnation;
    }

    void start(@Observes StartupEvent event) {
        pulse.onStandstill(this::startOver);
    }

    private void startOver(Duration gap) {
        List<Connection> all = connections.all();
        LOG.warnf(
                "This process stood still for %d ms: ending its %d connections",
                gap.toMillis(), all.size());
        fanout.reconnect();
        AtomicInteger left = new AtomicInteger(all.size());
        if (all.isEmpty()) {
            goOn();
        }
        all.forEach(connection -> connection.loop().execute(() -> end(connection, left)));
    }

    private void end(Connection connection, AtomicInteger left) {
        connection.disconnect(Disconnect.FORCE_RECONNECT);
        if (left.decrementAndGet() == 0) {
            goOn();
        }
    }

    private void goOn() {
        incarnation.begin();
        pulse.goOn();
    }
}

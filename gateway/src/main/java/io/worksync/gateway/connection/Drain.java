package io.worksync.gateway.connection;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.worksync.gateway.forward.Forwarder;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.pulse.Pulse;
import io.worksync.gateway.session.Departure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Empties this node before it stops: takes nobody any more, and sends its clients elsewhere,
/// spread over a while so that the other nodes are not overrun.
@Readiness
@ApplicationScoped
class Drain implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final double SPREAD = 0.7;
    private static final long LOOK_MILLIS = 20;

    private final Connections connections;
    private final ConnectionConfig config;
    private final Forwarder forwarder;
    private final Departure departure;
    private final Pulse pulse;

    Drain(
            Connections connections,
            ConnectionConfig config,
            Forwarder forwarder,
            Departure departure,
            Pulse pulse) {
        this.connections = connections;
        this.config = config;
        this.forwarder = forwarder;
        this.departure = departure;
        this.pulse = pulse;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("accepting")
                .status(!connections.isDraining() && pulse.isSteady())
                .build();
    }

    /// Runs on the thread that shuts the process down, which has nothing else to do.
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        connections.drain();
        awaitUntil(config.drainNotice(), this::isIdle);
        List<Connection> leaving = connections.all();
        LOG.infof("Sending %d connections away", leaving.size());
        long begun = System.nanoTime();
        sendAway(leaving);
        Duration left = config.drain().minusNanos(System.nanoTime() - begun);
        awaitUntil(left.plus(config.drainCalls()), this::isIdle);
        departure.leave(config.closeTimeout());
    }

    private boolean isIdle() {
        return connections.all().isEmpty() && forwarder.underWay() == 0;
    }

    private void sendAway(List<Connection> leaving) {
        double gap = config.drain().toMillis() * SPREAD / Math.max(1, leaving.size());
        long begin = System.nanoTime();
        for (int i = 0; i < leaving.size(); i++) {
            Connection connection = leaving.get(i);
            long due = begin + TimeUnit.MILLISECONDS.toNanos((long) (gap * i));
            pause(TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()));
            connection
                    .loop()
                    .execute(() -> connection.leave(Disconnect.SHUTDOWN, config.drainCalls()));
        }
    }

    private static void awaitUntil(Duration patience, BooleanSupplier done) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < deadline) {
            pause(LOOK_MILLIS);
        }
    }

    private static void pause(long millis) {
        if (millis > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package io.worksync.gateway.connection;

import io.vertx.ext.web.RoutingContext;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.limit.LimitMetrics;
import io.worksync.gateway.limit.TokenBucket;
import io.worksync.gateway.pulse.Pulse;
import io.worksync.gateway.session.Turnstile;
import io.worksync.gateway.web.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Lets new connections in, as many and as fast as this node can bear, and tells the others to come
/// later: when another node dies, its clients come all at once.
///
/// Where they come from is the address of the TCP connection. What a header says of it is believed
/// only where Quarkus is told to (`quarkus.http.proxy`), which by default it is not.
@ApplicationScoped
class Admission {

    private final ConnectionConfig config;
    private final Problems problems;
    private final LimitMetrics metrics;
    private final Pulse pulse;
    private final Turnstile turnstile;
    private final TokenBucket rate;
    private final int max;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Admission(
            ConnectionConfig config,
            Problems problems,
            LimitMetrics metrics,
            Pulse pulse,
            Turnstile turnstile) {
        this.config = config;
        this.problems = problems;
        this.metrics = metrics;
        this.pulse = pulse;
        this.turnstile = turnstile;
        this.rate =
                new TokenBucket(config.acceptPerSecond(), config.acceptBurst(), System.nanoTime());
        this.max = OpenFiles.atMost(config.max(), config.reservedFiles());
    }

    /// A place for whoever calls, or the call is answered with 503.
    Optional<Place> enter(RoutingContext call) {
        String address = ClientAddress.of(call.request().remoteAddress());
        Limit limit = reached(address);
        if (limit == null) {
            return Optional.of(new Place(() -> left(address)));
        }
        metrics.reached(limit);
        call.response().putHeader("Retry-After", Long.toString(retryAfter()));
        problems.refuse(call, 503, "This node takes no more connections now");
        return Optional.empty();
    }

    /// Takes nobody any more.
    void close() {
        closed = true;
    }

    private @Nullable Limit reached(String address) {
        if (closed || !pulse.isSteady()) {
            return Limit.UNAVAILABLE;
        }
        if (turnstile.isCrowded()) {
            return Limit.WAITING_SESSIONS;
        }
        if (taken.incrementAndGet() > max) {
            taken.decrementAndGet();
            return Limit.CONNECTIONS;
        }
        if (byAddress.merge(address, 1, Integer::sum) > config.maxPerAddress()) {
            left(address);
            return Limit.CONNECTIONS_PER_ADDRESS;
        }
        if (!takeTurn()) {
            left(address);
            return Limit.ACCEPT_RATE;
        }
        return null;
    }

    private void left(String address) {
        taken.decrementAndGet();
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    private boolean takeTurn() {
        synchronized (rate) {
            return rate.take(System.nanoTime());
        }
    }

    /// Not the same for all, or they would come together again.
    private long retryAfter() {
        long spread = ThreadLocalRandom.current().nextLong(config.retrySpread().toSeconds() + 1);
        return Math.max(1, config.retryAfter().toSeconds()) + spread;
    }
}

package io.worksync.gateway.loop;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The event loops that serve connections: as many as there are HTTP threads.
@ApplicationScoped
public class Loops {

    private final Vertx vertx;
    private final Map<Context, Loop> loops = new ConcurrentHashMap<>();

    Loops(Vertx vertx) {
        this.vertx = vertx;
    }

    /// The loop that the caller runs on.
    public Loop current() {
        Context root = VertxContext.getRootContext(vertx.getOrCreateContext());
        return loops.computeIfAbsent(root, Loop::new);
    }
}

package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Does what concerns one room, one thing after the other, without a caller who waits for it.
///
/// What fails is logged and left: participants repeat what is not answered, and the room is
/// compared with its meeting at an interval.
final class RoomBackground {

    private static final Logger LOG = Logger.getLogger(RoomBackground.class);

    private final Context loop;
    private final Queue<Supplier<Uni<Void>>> waiting = new ArrayDeque<>();
    private final int maxWaiting;
    private boolean busy;
    private boolean closed;

    RoomBackground(Vertx vertx, int maxWaiting) {
        this.loop = vertx.getOrCreateContext();
        this.maxWaiting = maxWaiting;
    }

    /// Does this after all that waits already; drops it where too much waits.
    synchronized void add(Supplier<Uni<Void>> step) {
        if (closed || waiting.size() >= maxWaiting) {
            return;
        }
        waiting.add(step);
        if (!busy) {
            busy = true;
            loop.runOnContext(ignored -> next());
        }
    }

    /// Does nothing more but what is under way.
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    /// Lets something run to its end that belongs to no room yet, or to none any more.
    static void finish(Uni<Void> work) {
        work.subscribe()
                .with(done -> {}, failure -> LOG.infof("Left for later: %s", failure.getMessage()));
    }

    private synchronized Supplier<Uni<Void>> take() {
        Supplier<Uni<Void>> step = waiting.poll();
        busy = step != null;
        return step == null ? Uni.createFrom()::voidItem : step;
    }

    private void next() {
        Supplier<Uni<Void>> step = take();
        if (!isBusy()) {
            return;
        }
        Uni.createFrom()
                .deferred(step::get)
                .onTermination()
                .invoke(() -> loop.runOnContext(ignored -> next()))
                .subscribe()
                .with(done -> {}, failure -> LOG.infof("Left for later: %s", failure.getMessage()));
    }

    private synchronized boolean isBusy() {
        return busy;
    }
}

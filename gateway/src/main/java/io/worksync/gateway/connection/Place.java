package io.worksync.gateway.connection;

import java.util.concurrent.atomic.AtomicBoolean;

/// The place of one connection on this node.
final class Place {

    private final Runnable whenFree;
    private final AtomicBoolean free = new AtomicBoolean();

    Place(Runnable whenFree) {
        this.whenFree = whenFree;
    }

    /// Gives it back; a second time changes nothing.
    void free() {
        if (free.compareAndSet(false, true)) {
            whenFree.run();
        }
    }
}

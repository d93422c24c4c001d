package io.worksync.gateway.subscription;

import io.opentelemetry.api.trace.Span;
import io.worksync.gateway.loop.Loop;
import io.worksync.realtime.Committed;
import io.worksync.realtime.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The subscribers of one topic whose sockets live on one event loop; only that loop touches them.
final class LoopGroup {

    private final Loop loop;
    private final DeliveryMetrics metrics;
    private final List<Subscription> members = new ArrayList<>();

    /// Admitted and not released; the hub's own count, for the hub's loop only.
    private int admitted;

    LoopGroup(Loop loop, DeliveryMetrics metrics) {
        this.loop = loop;
        this.metrics = metrics;
    }

    /// Hands a publication to all of them in one task.
    void deliver(Broadcast broadcast) {
        loop.execute(
                () -> {
                    Span span = metrics.delivered(members.size(), broadcast.traceparent());
                    // backwards: a member that leaves meanwhile is replaced by one already served
                    for (int i = members.size() - 1; i >= 0; i--) {
                        members.get(i).publication(broadcast);
                    }
                    measure(broadcast.committed(), span);
                });
    }

    /// The sockets are written to at the end of the turn, in the order in which that was asked for.
    private void measure(@Nullable Committed committed, Span span) {
        if (committed != null && !members.isEmpty()) {
            loop.atEndOfTurn(
                    () -> {
                        metrics.written(committed);
                        span.end();
                    });
        }
    }

    /// Tells all of them that the topic went on without them.
    void insufficient() {
        loop.execute(() -> List.copyOf(members).forEach(Subscription::insufficient));
    }

    /// Takes in a subscriber that gets everything after the position.
    void admit(Subscription subscription, Position position) {
        admitted++;
        loop.execute(
                () -> {
                    subscription.setIndex(members.size());
                    members.add(subscription);
                    subscription.joined(this, position);
                });
    }

    /// Counts one out; true when it was the last.
    boolean release() {
        return --admitted == 0;
    }

    /// Lets a member go; from this loop only.
    void remove(Subscription subscription) {
        Subscription last = members.removeLast();
        if (last != subscription) {
            members.set(subscription.index(), last);
            last.setIndex(subscription.index());
        }
    }
}

package io.worksync.gateway.subscription;

import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Codecs;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One topic on this node: its position, and who gets it. Only the hub's loop touches it.
///
/// It hands on what comes in order and without a gap. What is missing is read back from the stream
/// first; where that fails, subscribers are told that their state is insufficient.
final class TopicFeed {

    private final Topic topic;
    private final boolean droppable;
    private final DeliveryMetrics metrics;
    private final Map<Loop, LoopGroup> groups = new HashMap<>();
    private final int[] codecs = new int[Codecs.COUNT];
    private final List<Subscription> waiting = new ArrayList<>();
    private @Nullable Position position;
    private long highestSeen;
    private long sought;
    private boolean filling;
    private boolean checked = true;
    private int size;

    TopicFeed(Topic topic, boolean droppable, DeliveryMetrics metrics) {
        this.topic = topic;
        this.droppable = droppable;
        this.metrics = metrics;
    }

    Topic topic() {
        return topic;
    }

    /// The offset up to which everything was handed on; null before the feed is open.
    @Nullable Position position() {
        return position;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Whether something was missed and must be read back from the stream.
    boolean hasGap() {
        return position != null && highestSeen > position.offset();
    }

    /// Marks that the gap is being read, so that it is read once; false where it already is.
    boolean beginFilling() {
        boolean begins = !filling;
        filling = true;
        sought = begins ? highestSeen : sought;
        return begins;
    }

    void endFilling() {
        filling = false;
    }

    /// Takes note that the position should be compared with the stream's top.
    void markUnchecked() {
        checked = false;
    }

    /// Whether the position should be compared, once for each mark.
    boolean takeUnchecked() {
        boolean due = !checked;
        checked = true;
        return due;
    }

    void add(Subscription subscription) {
        subscription.setFeed(this);
        size++;
        codecs[subscription.codec().ordinal()]++;
        if (position == null) {
            waiting.add(subscription);
        } else {
            admit(subscription, position);
        }
    }

    /// A subscriber is gone; it left its group by itself.
    void removed(Subscription subscription) {
        size--;
        codecs[subscription.codec().ordinal()]--;
        LoopGroup group = groups.get(subscription.loop());
        if (!waiting.remove(subscription) && group != null && group.release()) {
            groups.remove(subscription.loop());
        }
    }

    /// The topic is received, and its stream stands here.
    void open(Position top) {
        if (position == null) {
            position = top;
            waiting.forEach(subscription -> admit(subscription, top));
            waiting.clear();
        }
    }

    /// The topic cannot be received now.
    void failed(Throwable failure) {
        for (Subscription subscription : waiting) {
            subscription.setFeed(null);
            subscription.loop().execute(() -> subscription.failed(failure));
        }
        waiting.clear();
    }

    /// Hands on what came from Redis, where it is the next.
    void received(Delivered delivered) {
        if (!delivered.positioned()) {
            hand(delivered);
            return;
        }
        highestSeen = Math.max(highestSeen, delivered.position().offset());
        if (position == null) {
            return;
        }
        if (!delivered.position().epoch().equals(position.epoch())) {
            restart(delivered.position());
        } else if (delivered.position().offset() == position.offset() + 1) {
            position = delivered.position();
            hand(delivered);
        }
    }

    /// Hands on what was read back. What was sought and is not there was of another epoch.
    void fill(List<Delivered> missed) {
        missed.forEach(this::received);
        if (position != null && highestSeen == sought) {
            highestSeen = position.offset();
        }
    }

    /// Begins anew elsewhere in the stream: what lies between cannot be had.
    void restart(Position top) {
        position = top;
        highestSeen = top.offset();
        groups.values().forEach(LoopGroup::insufficient);
    }

    private void admit(Subscription subscription, Position from) {
        groups.computeIfAbsent(subscription.loop(), loop -> new LoopGroup(loop, metrics))
                .admit(subscription, from);
    }

    private void hand(Delivered delivered) {
        Broadcast broadcast = new Broadcast(delivered, droppable);
        for (int i = 0; i < codecs.length; i++) {
            if (codecs[i] > 0) {
                broadcast.encodeFor(Codecs.at(i));
            }
        }
        groups.values().forEach(group -> group.deliver(broadcast));
    }
}

package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What Redis fans out, received for all topics of this process on one connection to each server
/// that takes topics: the masters of a cluster, or the one Redis that there is.
///
/// Redis pub/sub is at most once: after a lost connection, or when a topic's slot has moved, the
/// topics are subscribed again and `onReconnected` runs with them, and the receiver compares their
/// positions with the streams. All state is confined to one event loop; the callbacks run there.
@ApplicationScoped
public class TopicFanout {

    private final Context loop;
    private final FanoutConnections connections;
    private final Map<Topic, Wanted> wanted = new HashMap<>();
    private final Set<Topic> unplaced = new HashSet<>();
    private Consumer<Delivered> receiver = delivered -> {};
    private Consumer<Set<Topic>> reconnected = topics -> {};

    TopicFanout(Vertx vertx, Shards shards) {
        this.loop = vertx.getOrCreateContext();
        this.connections = new FanoutConnections(vertx, loop, shards, new Events());
    }

    /// Connects and keeps connected; call once.
    public void start(Consumer<Delivered> onDelivered, Consumer<Set<Topic>> onReconnected) {
        loop.runOnContext(
                ignored -> {
                    receiver = onDelivered;
                    reconnected = onReconnected;
                    connections.start();
                });
    }

    /// Receives a topic from now on; completes when Redis has confirmed it, which is after a
    /// reconnection where there is none.
    public Uni<Void> subscribe(Topic topic) {
        return Uni.createFrom()
                .emitter(emitter -> loop.runOnContext(ignored -> subscribe(topic, emitter)));
    }

    /// Receives a topic no more.
    public void unsubscribe(Topic topic) {
        loop.runOnContext(
                ignored -> {
                    Wanted given = wanted.remove(topic);
                    unplaced.remove(topic);
                    if (given != null) {
                        given.release();
                        given.leave(topic);
                    }
                });
    }

    /// Whether the fan-out of all servers reaches this process just now.
    public boolean isConnected() {
        return connections.areComplete();
    }

    /// Drops what Redis has sent and nobody has read, and goes on with what it sends from now on.
    public void reconnect() {
        loop.runOnContext(ignored -> connections.all().forEach(this::giveUp));
    }

    private void giveUp(FanoutConnection connection) {
        connections.renew(connection, new IllegalStateException("given up"));
    }

    private void subscribe(Topic topic, UniEmitter<? super Void> emitter) {
        Wanted known = wanted.get(topic);
        if (known != null && known.confirmed) {
            emitter.complete(null);
            return;
        }
        if (known == null) {
            known = new Wanted();
            wanted.put(topic, known);
            place(topic);
        }
        known.waiting.add(emitter);
    }

    private void place(Topic topic) {
        FanoutConnection place = connections.of(topic);
        if (place == null) {
            unplaced.add(topic);
        } else {
            subscribe(place, List.of(topic));
        }
    }

    /// Subscribes topics that are not received anywhere, those of a slot with one command.
    private void placeAll(ShardMap map) {
        Map<Integer, List<Topic>> bySlot =
                unplaced.stream().collect(Collectors.groupingBy(map::slot));
        for (List<Topic> topics : bySlot.values()) {
            FanoutConnection place = connections.of(topics.getFirst());
            if (place != null) {
                unplaced.removeAll(Set.copyOf(topics));
                subscribe(place, topics);
            }
        }
    }

    private void subscribe(FanoutConnection place, Collection<Topic> topics) {
        topics.forEach(topic -> wanted(topic).place = place);
        Map<Boolean, List<Topic>> byConfirmed =
                topics.stream()
                        .collect(Collectors.partitioningBy(topic -> wanted(topic).confirmed));
        place.subscribe(byConfirmed.getOrDefault(false, List.of()));
        place.subscribeAgain(byConfirmed.getOrDefault(true, List.of()));
    }

    private void displace(Topic topic) {
        wanted(topic).place = null;
        unplaced.add(topic);
    }

    private void leaveFormerPlace(Topic topic, Wanted given) {
        if (given.place != null && !given.place.equals(connections.of(topic))) {
            given.leave(topic);
            displace(topic);
        }
    }

    private Wanted wanted(Topic topic) {
        return Objects.requireNonNull(wanted.get(topic));
    }

    /// What connections tell.
    private final class Events implements FanoutConnections.Owner {

        private ShardMap map = new ShardMap(List.of(), false);

        @Override
        public void received(Delivered delivered) {
            receiver.accept(delivered);
        }

        @Override
        public void subscribed(Topic topic) {
            Wanted known = wanted(topic);
            known.confirmed = true;
            known.release();
        }

        @Override
        public void resubscribed(Set<Topic> again) {
            reconnected.accept(again);
        }

        @Override
        public void moved(Set<Topic> topics) {
            topics.forEach(TopicFanout.this::displace);
            connections.locateSoon();
        }

        @Override
        public void lost(FanoutConnection connection, @Nullable Throwable failure) {
            connections.renew(connection, failure);
        }

        @Override
        public void opened(FanoutConnection connection) {
            placeAll(map);
        }

        @Override
        public void closed(FanoutConnection connection) {
            connection.topics().forEach(TopicFanout.this::displace);
        }

        /// Where nobody takes some of the topics, their new master is still being chosen.
        @Override
        public void located(ShardMap found) {
            if (!found.equals(map)) {
                map = found;
                wanted.forEach(TopicFanout.this::leaveFormerPlace);
            }
            placeAll(map);
            if (unplaced.stream().anyMatch(topic -> map.master(topic) == null)) {
                connections.locateSoon();
            }
        }
    }

    /// A topic that is wanted, where it is received, and who waits for Redis to confirm it.
    private static final class Wanted {

        private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();
        private @Nullable FanoutConnection place;
        private boolean confirmed;

        void release() {
            waiting.forEach(emitter -> emitter.complete(null));
            waiting.clear();
        }

        void leave(Topic topic) {
            if (place != null) {
                place.unsubscribe(topic);
            }
        }
    }
}

package io.worksync.realtime;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisConnection;
import io.worksync.realtime.ShardMap.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A connection to each server of Redis that takes topics, kept up while servers fail, come back
/// and take over from each other. All of it is confined to its owner's event loop.
final class FanoutConnections {

    /// What its owner is told, beside what the connections tell.
    interface Owner extends FanoutConnection.Owner {

        /// Topics may be received on the connection from now on.
        void opened(FanoutConnection connection);

        /// Topics are received on it no more.
        void closed(FanoutConnection connection);

        /// This is who takes the topics now.
        void located(ShardMap map);
    }

    private static final Logger LOG = Logger.getLogger(FanoutConnections.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CHECK = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Context loop;
    private final Shards shards;
    private final Owner owner;
    private final Map<Address, FanoutConnection> open = new HashMap<>();
    private final Set<Address> connecting = new HashSet<>();
    private ShardMap map = new ShardMap(List.of(), false);
    private boolean locating;
    private boolean retrying;
    private volatile boolean complete;

    FanoutConnections(Vertx vertx, Context loop, Shards shards, Owner owner) {
        this.vertx = vertx;
        this.loop = loop;
        this.shards = shards;
        this.owner = owner;
    }

    /// Connects and keeps connected; call once, from the loop.
    void start() {
        locate();
        vertx.setPeriodic(CHECK.toMillis(), id -> loop.runOnContext(ignored -> check()));
    }

    /// Where the topic is received; null where there is no connection just now.
    @Nullable FanoutConnection of(Topic topic) {
        Address master = map.master(topic);
        return master == null ? null : open.get(master);
    }

    List<FanoutConnection> all() {
        return List.copyOf(open.values());
    }

    /// Whether each server that takes topics is connected; from any thread.
    boolean areComplete() {
        return complete;
    }

    /// Gives a connection up and makes another one.
    void renew(FanoutConnection connection, @Nullable Throwable failure) {
        if (connection.equals(open.get(connection.server()))) {
            close(connection);
            tryAgain(connection.server(), failure);
        }
    }

    /// Asks in a moment who takes which topic; until then, others may find reasons too.
    void locateSoon() {
        if (!retrying) {
            retrying = true;
            vertx.setTimer(
                    RETRY.toMillis(),
                    id ->
                            loop.runOnContext(
                                    ignored -> {
                                        retrying = false;
                                        locate();
                                    }));
        }
    }

    /// A server that was cut off from its cluster does not say that it takes its topics no more.
    private void check() {
        all().forEach(FanoutConnection::check);
        locate();
    }

    private void locate() {
        if (locating) {
            return;
        }
        locating = true;
        shards.locate()
                .onSuccess(found -> loop.runOnContext(ignored -> located(found)))
                .onFailure(failure -> loop.runOnContext(ignored -> notLocated(failure)));
    }

    private void notLocated(Throwable failure) {
        locating = false;
        LOG.warnf("Redis fan-out is disconnected, trying again: %s", failure.getMessage());
        locateSoon();
    }

    private void located(ShardMap found) {
        locating = false;
        map = found;
        Set<Address> masters = map.masters();
        all().stream()
                .filter(connection -> !masters.contains(connection.server()))
                .forEach(this::close);
        masters.stream().filter(server -> !open.containsKey(server)).forEach(this::connect);
        noteComplete();
        owner.located(map);
    }

    private void connect(Address server) {
        if (connecting.add(server)) {
            shards.connect(server)
                    .onSuccess(made -> loop.runOnContext(ignored -> opened(server, made)))
                    .onFailure(failure -> loop.runOnContext(i -> notOpened(server, failure)));
        }
    }

    private void notOpened(Address server, Throwable failure) {
        connecting.remove(server);
        tryAgain(server, failure);
    }

    private void tryAgain(Address server, @Nullable Throwable failure) {
        LOG.warnf(
                "Redis fan-out is disconnected, trying again: %s",
                server + " " + (failure == null ? "connection closed" : failure.getMessage()));
        locateSoon();
    }

    private void opened(Address server, RedisConnection made) {
        connecting.remove(server);
        if (!map.masters().contains(server)) {
            made.close();
            return;
        }
        FanoutConnection connection = new FanoutConnection(loop, server, made, owner);
        open.put(server, connection);
        noteComplete();
        owner.opened(connection);
    }

    private void close(FanoutConnection connection) {
        open.remove(connection.server());
        connection.close();
        noteComplete();
        owner.closed(connection);
    }

    private void noteComplete() {
        Set<Address> masters = map.masters();
        complete = !masters.isEmpty() && open.keySet().containsAll(masters);
    }
}

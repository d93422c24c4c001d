package io.worksync.realtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.worksync.realtime.ShardMap.Address;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The servers that topics are spread over, and a connection to any of them: the masters of a Redis
/// Cluster, or the one Redis that there is.
///
/// The client for commands connects to all servers of a cluster at once, and not at all while one
/// of them is away; whoever listens to the others must not depend on that.
@ApplicationScoped
class Shards {

    private final Vertx vertx;
    private final Redis redis;
    private final RedisSettings settings;
    private final RealtimeConfig config;
    private final Map<Address, Redis> clients = new HashMap<>();
    private Set<Address> known = Set.of();
    private int turn;

    Shards(Vertx vertx, Redis redis, RedisSettings settings, RealtimeConfig config) {
        this.vertx = vertx;
        this.redis = redis;
        this.settings = settings;
        this.config = config;
    }

    /// Who takes which topic now, by the first server that answers. They take turns, since one that
    /// is cut off from the others does not know that it is.
    Future<ShardMap> locate() {
        List<Address> named = settings.named();
        if (!settings.isCluster()) {
            return Future.succeededFuture(ShardMap.of(named.getFirst()));
        }
        Set<Address> all = new LinkedHashSet<>(named);
        List<Address> asked;
        synchronized (clients) {
            all.addAll(known);
            asked = new ArrayList<>(all);
            Collections.rotate(asked, turn++);
        }
        return ask(asked.iterator());
    }

    /// Opens a connection to one of the servers.
    Future<RedisConnection> connect(Address server) {
        return settings.isCluster() ? client(server).connect() : redis.connect();
    }

    private Future<ShardMap> ask(Iterator<Address> rest) {
        if (!rest.hasNext()) {
            return Future.failedFuture("no server of the cluster answers");
        }
        Address next = rest.next();
        return client(next)
                .send(Request.cmd(Command.CLUSTER).arg("SLOTS"))
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(slots -> remembered(ShardMap.parse(slots, next)))
                .recover(failure -> ask(rest));
    }

    private ShardMap remembered(ShardMap map) {
        List<Redis> gone = new ArrayList<>();
        synchronized (clients) {
            known = map.servers();
            Set<Address> kept = new LinkedHashSet<>(settings.named());
            kept.addAll(known);
            clients.entrySet()
                    .removeIf(
                            client ->
                                    !kept.contains(client.getKey()) && gone.add(client.getValue()));
        }
        gone.forEach(Redis::close);
        return map;
    }

    private Redis client(Address server) {
        synchronized (clients) {
            return clients.computeIfAbsent(
                    server, address -> Redis.createClient(vertx, settings.of(address)));
        }
    }
}

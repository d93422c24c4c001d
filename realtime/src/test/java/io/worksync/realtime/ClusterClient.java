package io.worksync.realtime;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a gateway has of this module, on a Redis Cluster and with the gateway's account.
final class ClusterClient implements AutoCloseable {

    static final String ACCOUNT = "gateway";

    private static final int CONNECTIONS = 9;
    private static final int WAITING = 1000;

    final TopicPublisher publisher;
    final TopicStreams streams;
    final TopicClients clients;
    final TopicFanout fanout;
    final NodeLeases leases;
    final List<Delivered> delivered = new CopyOnWriteArrayList<>();
    final List<Set<Topic>> reconnected = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final Redis redis;
    private final RealtimeConfig config;

    ClusterClient(Vertx vertx, RedisCluster cluster) {
        this.vertx = vertx;
        RedisOptions options =
                new RedisOptions()
                        .setType(RedisClientType.CLUSTER)
                        .setEndpoints(cluster.addresses(ACCOUNT))
                        .setMaxPoolSize(CONNECTIONS)
                        .setMaxPoolWaiting(WAITING);
        RedisSettings settings = new RedisSettings();
        settings.customize("default", options);
        redis = Redis.createClient(vertx, options);
        config =
                new SmallRyeConfigBuilder()
                        .addDefaultSources()
                        .addDiscoveredConverters()
                        .withMapping(RealtimeConfig.class)
                        .build()
                        .getConfigMapping(RealtimeConfig.class);
        io.vertx.mutiny.redis.client.Redis mutiny =
                io.vertx.mutiny.redis.client.Redis.newInstance(redis);
        RedisPipeline pipeline = new RedisPipeline(vertx, redis, settings, config);
        publisher = new TopicPublisher(mutiny, pipeline, config);
        streams = new TopicStreams(mutiny, pipeline, config);
        clients = new TopicClients(mutiny, config);
        leases = new NodeLeases(mutiny, config);
        fanout = new TopicFanout(vertx, new Shards(vertx, redis, settings, config));
        fanout.start(delivered::add, reconnected::add);
    }

    NodeCalls node() {
        return new NodeCalls(vertx, redis, leases, config);
    }

    List<String> dataOn(Topic topic) {
        return delivered.stream()
                .filter(each -> each.topic().equals(topic))
                .map(Delivered::data)
                .toList();
    }

    @Override
    public void close() {
        redis.close();
    }
}

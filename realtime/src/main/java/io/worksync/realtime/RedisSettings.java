package io.worksync.realtime;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.worksync.realtime.ShardMap.Address;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How this process reaches Redis: noted when the client is made, so that one server of a cluster
/// can be reached with the same account and the same TLS.
@ApplicationScoped
class RedisSettings implements RedisOptionsCustomizer {

    private static final int DEFAULT_PORT = 6379;
    private static final int CONNECTIONS = 4;

    private volatile @Nullable RedisOptions options;

    @Override
    public void customize(String client, RedisOptions configured) {
        options = configured;
    }

    boolean isCluster() {
        return known().getType() == RedisClientType.CLUSTER;
    }

    /// The servers that are named in the configuration.
    List<Address> named() {
        return known().getEndpoints().stream().map(RedisSettings::address).toList();
    }

    /// For a client of that server alone.
    RedisOptions of(Address server) {
        URI first = URI.create(known().getEndpoints().getFirst());
        String account = first.getRawUserInfo() == null ? "" : first.getRawUserInfo() + "@";
        String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
        return new RedisOptions(known())
                .setType(RedisClientType.STANDALONE)
                .setEndpoints(
                        List.of(first.getScheme() + "://" + account + host + ":" + server.port()))
                .setPoolName("fan-out")
                .setMaxPoolSize(CONNECTIONS)
                .setMaxPoolWaiting(CONNECTIONS);
    }

    private RedisOptions known() {
        RedisOptions known = options;
        if (known == null) {
            throw new IllegalStateException("There is no client of Redis yet");
        }
        return known;
    }

    private static Address address(String endpoint) {
        URI uri = URI.create(endpoint);
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new Address(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    }
}

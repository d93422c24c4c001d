package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Who of the gateway nodes is alive: a node that does not renew its lease is dead for everyone.
///
/// All leases are in one slot of a cluster, so that they can be read at once, and in that of live
/// presence, so that who judges by them asks the server that has them.
@ApplicationScoped
public class NodeLeases {

    private static final String PREFIX = "worksync:{presence}:node:";

    private final Redis redis;
    private final RealtimeConfig config;

    NodeLeases(Redis redis, RealtimeConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// Renews a node's lease. False when there was none: it is the first, or it was lost, and
    /// others may have taken the node for dead meanwhile.
    public Uni<Boolean> renew(String node, Duration ttl) {
        Request request =
                Request.cmd(Command.SET)
                        .arg(PREFIX + node)
                        .arg("1")
                        .arg("PX")
                        .arg(ttl.toMillis())
                        .arg("GET");
        return send(request).map(previous -> previous != null);
    }

    /// Which of the nodes hold a lease.
    public Uni<Set<String>> alive(Collection<String> nodes) {
        if (nodes.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        List<String> asked = List.copyOf(nodes);
        Request request = Request.cmd(Command.MGET);
        asked.forEach(node -> request.arg(PREFIX + node));
        return send(request).map(values -> held(asked, values));
    }

    /// Gives the lease up: the node is leaving.
    public Uni<Void> release(String node) {
        return send(Request.cmd(Command.DEL).arg(PREFIX + node)).replaceWithVoid();
    }

    private Uni<Response> send(Request request) {
        return redis.send(request).ifNoItem().after(config.timeout()).fail();
    }

    private static Set<String> held(List<String> asked, Response values) {
        Set<String> held = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (values.get(i) != null) {
                held.add(asked.get(i));
            }
        }
        return held;
    }
}

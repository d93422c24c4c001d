package io.worksync.gateway.keycloak;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.gateway.session.Node;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Who of the nodes asks Keycloak now, and how far it has read.
///
/// Two that both think it is them do no harm: they find the same.
@ApplicationScoped
class RedisWatch {

    private static final RedisScript TAKE = RedisScript.load(RedisWatch.class, "take-watch.lua");
    private static final String WATCH = "worksync:keycloak:watch";
    private static final String CURSOR = "worksync:keycloak:";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Redis redis;
    private final Node node;
    private final KeycloakConfig config;

    RedisWatch(Redis redis, Node node, KeycloakConfig config) {
        this.redis = redis;
        this.node = node;
        this.config = config;
    }

    /// Takes the watch or goes on with it; false while another node has it.
    Uni<Boolean> take() {
        List<String> arguments = List.of(node.name(), Long.toString(config.lease().toMillis()));
        return TAKE.run(redis, List.of(WATCH), arguments, TIMEOUT)
                .map(answer -> answer.toInteger() == 1);
    }

    /// From when on to read; `otherwise` where nobody has read yet, or it was forgotten.
    Uni<Instant> cursor(KeycloakLog log, Instant otherwise) {
        return redis.send(Request.cmd(Command.GET).arg(key(log)))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .map(held -> held == null ? otherwise : Instant.ofEpochMilli(held.toLong()));
    }

    /// What is older than the look-back is of no use, and need not be kept.
    Uni<Void> moveTo(KeycloakLog log, Instant next) {
        Request request =
                Request.cmd(Command.SET)
                        .arg(key(log))
                        .arg(next.toEpochMilli())
                        .arg("PX")
                        .arg(config.lookBack().toMillis());
        return redis.send(request).ifNoItem().after(TIMEOUT).fail().replaceWithVoid();
    }

    private static String key(KeycloakLog log) {
        return CURSOR + log.name().toLowerCase(Locale.ROOT);
    }
}

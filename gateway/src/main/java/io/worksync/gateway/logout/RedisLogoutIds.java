package io.worksync.gateway.logout;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.logout.LogoutToken.Unacceptable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The ids of logout tokens that were used, on any node.
@ApplicationScoped
class RedisLogoutIds {

    private static final String PREFIX = "worksync:logout:";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Redis redis;
    private final LogoutConfig config;

    RedisLogoutIds(Redis redis, LogoutConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// Fails with [Unacceptable] when the id was taken before.
    Uni<Void> takeFirst(String id) {
        Request request =
                Request.cmd(Command.SET)
                        .arg(PREFIX + id)
                        .arg("1")
                        .arg("NX")
                        .arg("PX")
                        .arg(config.idTtl().toMillis());
        return redis.send(request)
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .transform(failure -> Refusal.unavailable("Used tokens are not known now", RETRY))
                .invoke(RedisLogoutIds::requireSet)
                .replaceWithVoid();
    }

    private static void requireSet(@Nullable Response answer) {
        if (answer == null) {
            throw new Unacceptable("used before");
        }
    }
}

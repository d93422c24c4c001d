package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.worksync.gateway.limit.TokenBucket;
import io.worksync.realtime.RealtimeConfig.ClientPublish;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What one client publishes: no faster than each namespace allows, and one after another, so that
/// it is published in the order in which it was sent.
final class ClientPublishing {

    private final Map<String, TokenBucket> rates = new HashMap<>(2);
    private Future<?> last = Future.succeededFuture();

    /// Whether the client may publish one more in this namespace now.
    boolean admits(String namespace, ClientPublish limits) {
        long now = System.nanoTime();
        return rates.computeIfAbsent(
                        namespace, name -> new TokenBucket(limits.perSecond(), limits.burst(), now))
                .take(now);
    }

    <T> Uni<T> enqueue(Supplier<Uni<T>> publication) {
        Future<T> next = last.transform(before -> UniHelper.toFuture(publication.get()));
        last = next;
        return UniHelper.toUni(next);
    }
}

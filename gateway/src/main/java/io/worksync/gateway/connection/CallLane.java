package io.worksync.gateway.connection;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import java.util.function.Supplier;

/// Makes the calls of one client that change something one after another, so that what was sent
/// first happens first.
final class CallLane {

    private Future<?> last = Future.succeededFuture();

    <T> Uni<T> enqueue(Supplier<Uni<T>> call) {
        Future<T> next = last.transform(before -> UniHelper.toFuture(call.get()));
        last = next;
        return UniHelper.toUni(next);
    }
}

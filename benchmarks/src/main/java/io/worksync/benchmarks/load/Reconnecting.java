package io.worksync.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/// How clients come back that lost their server: each waits half a second to a second, and
/// after each failure up to twice as long as before, 20 seconds at most, as the official SDK
/// does by default.
final class Reconnecting {

    private static final long LEAST_MILLIS = 500;
    private static final long MOST_MILLIS = 20_000;

    private final Vertx vertx;
    private final Function<Client, Future<Client>> connect;
    private final LongAdder attempts = new LongAdder();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    Reconnecting(Vertx vertx, Function<Client, Future<Client>> connect) {
        this.vertx = vertx;
        this.connect = connect;
    }

    /// Completes when a server has welcomed it again.
    Future<Client> begin(Client gone) {
        return after(gone, 0);
    }

    long attempts() {
        return attempts.sum();
    }

    /// Why those that came to nothing did, and how many of each.
    Map<String, Integer> failures() {
        return new TreeMap<>(failures);
    }

    private Future<Client> after(Client gone, int tries) {
        Promise<Client> back = Promise.promise();
        vertx.setTimer(pause(tries), waited -> attempt(gone, tries).onComplete(back));
        return back.future();
    }

    private Future<Client> attempt(Client gone, int tries) {
        attempts.increment();
        return connect.apply(gone)
                .recover(
                        refused -> {
                            failures.merge(reason(refused), 1, Integer::sum);
                            return after(gone, tries + 1);
                        });
    }

    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("closed with") || message.startsWith("no WebSocket")
                ? message
                : failure.getClass().getSimpleName();
    }

    private static long pause(int tries) {
        long most = Math.min(MOST_MILLIS, LEAST_MILLIS << Math.min(tries, 10));
        return Math.min(MOST_MILLIS, LEAST_MILLIS + ThreadLocalRandom.current().nextLong(most));
    }
}

package io.worksync.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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

    private Future<Client> after(Client gone, int failures) {
        Promise<Client> back = Promise.promise();
        vertx.setTimer(pause(failures), waited -> attempt(gone, failures).onComplete(back));
        return back.future();
    }

    private Future<Client> attempt(Client gone, int failures) {
        attempts.increment();
        return connect.apply(gone).recover(refused -> after(gone, failures + 1));
    }

    private static long pause(int failures) {
        long most = Math.min(MOST_MILLIS, LEAST_MILLIS << Math.min(failures, 10));
        return Math.min(MOST_MILLIS, LEAST_MILLIS + ThreadLocalRandom.current().nextLong(most));
    }
}

package io.worksync.benchmarks.load;

import io.vertx.core.Future;
import io.worksync.benchmarks.measure.BenchFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// How the thread that conducts a benchmark waits.
public final class Waiting {

    private static final Duration CONNECTED = Duration.ofSeconds(60);

    private Waiting() {}

    public static void connected(Future<?> future) {
        connected(future, CONNECTED);
    }

    public static void connected(Future<?> future, Duration patience) {
        try {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchFailure("the sockets do not connect: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    public static void until(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

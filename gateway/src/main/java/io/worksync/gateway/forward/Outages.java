package io.worksync.gateway.forward;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.worksync.contracts.problem.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// What a caller is told when a service cannot be reached or does not answer.
final class Outages {

    private final Duration retryAfter;

    Outages(Duration retryAfter) {
        this.retryAfter = retryAfter;
    }

    Refusal nobodyThere() {
        return Refusal.unavailable("The service is not available now", retryAfter);
    }

    Refusal startsOver() {
        return Refusal.unavailable("This node starts over", retryAfter);
    }

    /// Refusals and bugs stay what they are.
    Throwable refusal(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Refusal.unavailable("The service did not answer in time", retryAfter);
        }
        return failure instanceof IOException
                        || failure instanceof Unreached
                        || failure instanceof HttpClosedException
                        || failure instanceof StreamResetException
                        || isBusy(failure)
                ? nobodyThere()
                : failure;
    }

    static boolean isBusy(Throwable failure) {
        return failure instanceof ConnectionPoolTooBusyException;
    }

    /// Whether another instance may be asked without doing anything twice.
    static boolean worthAnother(Throwable failure, ServiceCall call) {
        boolean broke = failure instanceof IOException || failure instanceof HttpClosedException;
        return failure instanceof Unreached || (broke && call.repeatable());
    }
}

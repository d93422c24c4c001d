package io.worksync.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.worksync.contracts.problem.Refusal;

/// Reads a request's body up to a limit, and never holds more.
public final class RequestBody {

    private RequestBody() {}

    /// The body of a paused request; fails with 413 beyond `max` bytes.
    public static Future<Buffer> read(HttpServerRequest request, int max) {
        if (declared(request) > max) {
            request.resume();
            return Future.failedFuture(tooLarge(max));
        }
        Promise<Buffer> body = Promise.promise();
        Buffer read = Buffer.buffer();
        request.handler(
                chunk -> {
                    if (read.length() + chunk.length() <= max) {
                        read.appendBuffer(chunk);
                    } else {
                        body.tryFail(tooLarge(max));
                    }
                });
        request.exceptionHandler(body::tryFail);
        request.endHandler(end -> body.tryComplete(read));
        request.resume();
        return body.future();
    }

    private static long declared(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static Refusal tooLarge(int max) {
        return Refusal.tooLarge("The body is over " + max + " bytes");
    }
}

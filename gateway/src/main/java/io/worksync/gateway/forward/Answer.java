package io.worksync.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;

/// An answer of a service, read to its end.
public record Answer(int status, boolean json, Buffer body) {

    private static final int FIRST_ERROR = 300;

    /// Whether the service did what was asked.
    public boolean succeeded() {
        return status < FIRST_ERROR;
    }

    /// Reads an answer; fails with [TooLarge] beyond `max` bytes.
    static Future<Answer> read(HttpClientResponse response, int max) {
        Promise<Answer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(
                chunk -> {
                    if (body.length() + chunk.length() <= max) {
                        body.appendBuffer(chunk);
                    } else if (answer.tryFail(new TooLarge())) {
                        response.request().reset();
                    }
                });
        response.exceptionHandler(answer::tryFail);
        response.endHandler(
                end ->
                        answer.tryComplete(
                                new Answer(response.statusCode(), isJson(response), body)));
        return answer.future();
    }

    private static boolean isJson(HttpClientResponse response) {
        String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.contains("json");
    }

    /// The answer is over the limit of what the socket carries.
    static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("The answer is too large", null, false, false);
        }
    }
}

package io.worksync.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets the requests of the fallback transports in, or answers why not.
///
/// It applies what a WebSocket's handshake does: only pages of allowed origins, and no token in the
/// address, where proxies would write it down.
@ApplicationScoped
public class StreamDoor {

    private final Origins origins;
    private final Problems problems;
    private final WebConfig config;

    StreamDoor(Origins origins, Problems problems, WebConfig config) {
        this.origins = origins;
        this.problems = problems;
        this.config = config;
    }

    /// Whether a request may be read; where not, it is answered.
    public boolean admits(RoutingContext call, HttpMethod... methods) {
        HttpServerRequest request = call.request();
        if (!List.of(methods).contains(request.method())) {
            call.response().putHeader(HttpHeaders.ALLOW, names(methods));
            problems.refuse(call, 405, "Only " + names(methods) + " is possible here");
        } else if (!origins.allow(request.headers().getAll(HttpHeaders.ORIGIN))) {
            problems.refuse(call, 403, "This origin may not connect");
        } else if (namesToken(request)) {
            problems.refuse(call, 401, "The token goes into the connect command");
        } else {
            return true;
        }
        return false;
    }

    /// The encoding of a request's body; null where there is none for it, which is answered.
    public @Nullable BodyForm form(RoutingContext call) {
        BodyForm form = BodyForm.of(call.request());
        if (form == null) {
            problems.refuse(call, 415, "Send application/json or application/octet-stream");
        }
        return form;
    }

    /// The body of a request; refuses with 413 beyond `max` bytes, and with 408 when it takes too
    /// long.
    public Future<Buffer> read(RoutingContext call, int max) {
        long millis = config.bodyTimeout().toMillis();
        return RequestBody.read(call.request(), max)
                .timeout(millis, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(refusal(call, failure)));
    }

    private static Throwable refusal(RoutingContext call, Throwable failure) {
        if (failure instanceof TimeoutException) {
            // the rest of the body would be read as the next request
            call.addEndHandler(end -> call.request().connection().close());
            return Refusal.timeout("The body did not arrive in time");
        }
        return failure;
    }

    private static boolean namesToken(HttpServerRequest request) {
        String query = request.query();
        return query != null
                && Arrays.stream(query.split("&"))
                        .map(parameter -> parameter.split("=", 2)[0].toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.contains("token"));
    }

    private static String names(HttpMethod... methods) {
        return Arrays.stream(methods).map(HttpMethod::name).collect(Collectors.joining(", "));
    }
}

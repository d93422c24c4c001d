package io.worksync.gateway.web;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.gateway.forward.Answer;
import io.worksync.gateway.forward.CallPath;
import io.worksync.gateway.forward.ForwardConfig;
import io.worksync.gateway.forward.Forwarder;
import io.worksync.gateway.forward.OwnService;
import io.worksync.gateway.forward.OwnServices;
import io.worksync.gateway.forward.ServiceCall;
import io.worksync.gateway.forward.Trace;
import io.worksync.gateway.token.Caller;
import io.worksync.gateway.token.TokenVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/api/…` over HTTP: verifies the token and forwards the call to the service that owns the path.
///
/// The request's body is read first, up to its limit; the answer is streamed.
@ApplicationScoped
class ApiProxy {

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([^ ]+)");
    private static final Set<HttpMethod> METHODS =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE);

    /// Headers of one connection, which end with it (RFC 9110, 7.6.1), and what is ours to say.
    private static final Set<String> NOT_PASSED_BACK =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "server");

    private final Forwarder forwarder;
    private final OwnServices own;
    private final ForwardConfig config;
    private final TokenVerifier tokens;
    private final Problems problems;

    ApiProxy(
            Forwarder forwarder,
            OwnServices own,
            ForwardConfig config,
            TokenVerifier tokens,
            Problems problems) {
        this.forwarder = forwarder;
        this.own = own;
        this.config = config;
        this.tokens = tokens;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route("/api/*").order(Orders.EDGE).handler(this::forward);
    }

    private void forward(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!METHODS.contains(request.method())) {
            problems.refuse(call, 405, "This method is not known here");
            return;
        }
        request.pause();
        UniHelper.toFuture(caller(request))
                .compose(caller -> answer(call, caller))
                .onFailure(failure -> refuse(call, failure));
    }

    private void refuse(RoutingContext call, Throwable failure) {
        // what the client still sends is read and dropped, so that it can read the refusal
        if (!call.request().isEnded()) {
            call.request().handler(ignored -> {}).resume();
        }
        problems.fail(call, failure);
    }

    private Uni<Caller> caller(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Matcher bearer = BEARER.matcher(header == null ? "" : header);
        return tokens.verify(bearer.matches() ? bearer.group(1) : "");
    }

    private Future<ServiceCall> serviceCall(HttpServerRequest request, Caller caller) {
        CallPath path = CallPath.parse(request.uri());
        MultiMap headers = headers(request, caller);
        return RequestBody.read(request, config.maxRequestBytes())
                .map(body -> new ServiceCall(request.method(), path, headers, orNone(body)));
    }

    private static @Nullable Buffer orNone(Buffer body) {
        return body.length() == 0 ? null : body;
    }

    private MultiMap headers(HttpServerRequest request, Caller caller) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String name : config.requestHeaders()) {
            headers.add(name, request.headers().getAll(name));
        }
        return headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + caller.token())
                .set("traceparent", Trace.of(request.getHeader("traceparent")).traceparent());
    }

    private Future<Void> answer(RoutingContext call, Caller caller) {
        return serviceCall(call.request(), caller)
                .compose(
                        asked ->
                                UniHelper.toFuture(
                                        own.owner(asked.path())
                                                .map(
                                                        service ->
                                                                answerHere(
                                                                        call, service, caller,
                                                                        asked))
                                                .orElseGet(() -> forward(call, asked))));
    }

    private static Uni<Void> answerHere(
            RoutingContext call, OwnService service, Caller caller, ServiceCall asked) {
        return service.answer(caller, asked)
                .call(answer -> UniHelper.toUni(write(answer, call.response())))
                .replaceWithVoid();
    }

    private static Future<Void> write(Answer answer, HttpServerResponse response) {
        response.setStatusCode(answer.status());
        if (answer.body().length() == 0) {
            return response.end();
        }
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(answer.body());
    }

    private Uni<Void> forward(RoutingContext call, ServiceCall forwarded) {
        return forwarder.send(forwarded, answer -> pass(answer, call.response()));
    }

    private static Future<Void> pass(HttpClientResponse answer, HttpServerResponse response) {
        if (response.closed()) {
            answer.request().reset();
            return Future.succeededFuture();
        }
        response.setStatusCode(answer.statusCode());
        for (String name : answer.headers().names()) {
            if (!NOT_PASSED_BACK.contains(name.toLowerCase(Locale.ROOT))) {
                response.headers().set(name, answer.headers().getAll(name));
            }
        }
        if (hasNoBody(answer)) {
            return response.end();
        }
        if (answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            response.setChunked(true);
        }
        return answer.pipeTo(response);
    }

    private static boolean hasNoBody(HttpClientResponse answer) {
        return answer.statusCode() == NO_CONTENT
                || answer.statusCode() == NOT_MODIFIED
                || answer.request().getMethod().equals(HttpMethod.HEAD);
    }
}

package io.worksync.gateway.forward;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.worksync.gateway.forward.Upstream.Instance;
import io.worksync.gateway.pulse.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Sends calls to the instances of a service.
///
/// An instance that cannot be reached is skipped for the next one, and one that says that it leaves
/// is left alone before it has gone. What was sent is not sent again, unless the call changes
/// nothing. Fails with a [io.worksync.contracts.problem.Refusal] of 503 or 504.
@ApplicationScoped
public class Forwarder {

    private final HttpClient client;
    private final ForwardConfig config;
    private final Routes routes;
    private final Outages outages;
    private final Pulse pulse;
    private final CallMetrics metrics;

    Forwarder(Vertx vertx, ForwardConfig config, Routes routes, Pulse pulse, CallMetrics metrics) {
        this.config = config;
        this.routes = routes;
        this.pulse = pulse;
        this.metrics = metrics;
        this.outages = new Outages(config.retryAfter());
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) config.connectTimeout().toMillis())
                                .setKeepAliveTimeout(20)
                                .setMaxWaitQueueSize(config.maxWaiting())
                                .setTcpNoDelay(true),
                        new PoolOptions().setHttp1MaxSize(config.maxConnections()));
    }

    /// Sends a call to the owner of its path; `reader` must begin to read the answer at once.
    public <T> Uni<T> send(ServiceCall call, Function<HttpClientResponse, Future<T>> reader) {
        return send(routes.owner(call.path()), call, reader);
    }

    /// Sends a call to a service by name, on paths that are not public too.
    public Uni<Answer> ask(String service, ServiceCall call) {
        return send(
                routes.named(service),
                call,
                answer -> Answer.read(answer, config.maxAnswerBytes()));
    }

    private <T> Uni<T> send(
            Route route, ServiceCall call, Function<HttpClientResponse, Future<T>> reader) {
        Iterator<Instance> instances =
                route.upstream().candidates(route.key(call.path().path())).iterator();
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(counted(route, call, instances, reader)))
                .onFailure()
                .transform(outages::refusal);
    }

    /// How many calls are not answered yet.
    public int underWay() {
        return metrics.underWay();
    }

    private <T> Future<T> counted(
            Route route,
            ServiceCall call,
            Iterator<Instance> instances,
            Function<HttpClientResponse, Future<T>> reader) {
        if (!pulse.isSteady()) {
            return Future.failedFuture(outages.startsOver());
        }
        metrics.began();
        return attempt(route, call, pulse.life(), instances, reader)
                .onFailure(failure -> metrics.unanswered(route))
                .onComplete(done -> metrics.ended());
    }

    private <T> Function<HttpClientResponse, Future<T>> noting(
            Route route, Instance instance, Function<HttpClientResponse, Future<T>> reader) {
        return answer -> {
            metrics.answered(route, answer.statusCode());
            if (saysGoodbye(answer)) {
                route.upstream().leaving(instance);
            }
            return reader.apply(answer);
        };
    }

    /// One that was told to stop answers what comes, and ends each connection with the answer.
    private static boolean saysGoodbye(HttpClientResponse answer) {
        return "close".equalsIgnoreCase(answer.getHeader(HttpHeaders.CONNECTION));
    }

    private <T> Future<T> attempt(
            Route route,
            ServiceCall call,
            long life,
            Iterator<Instance> instances,
            Function<HttpClientResponse, Future<T>> reader) {
        if (!instances.hasNext()) {
            return Future.failedFuture(outages.nobodyThere());
        }
        Instance instance = instances.next();
        return client.request(options(instance, call))
                .recover(failure -> unreachable(route, instance, failure))
                .compose(request -> ofThisLife(request, life))
                .compose(request -> exchange(request, call, noting(route, instance, reader)))
                .onSuccess(answer -> route.upstream().answered(instance))
                .onFailure(failure -> noteSilence(route, instance, failure))
                .recover(
                        failure ->
                                Outages.worthAnother(failure, call) && instances.hasNext()
                                        ? attempt(route, call, life, instances, reader)
                                        : Future.failedFuture(failure));
    }

    private static Future<HttpClientRequest> unreachable(
            Route route, Instance instance, Throwable failure) {
        if (Outages.isBusy(failure)) {
            return Future.failedFuture(failure);
        }
        route.upstream().refused(instance);
        return Future.failedFuture(new Unreached(failure));
    }

    /// One that stands still takes connections and answers nothing: the next calls go elsewhere for
    /// a while, where there is another.
    private static void noteSilence(Route route, Instance instance, Throwable failure) {
        if (failure instanceof TimeoutException) {
            route.upstream().silent(instance);
        }
    }

    /// What waited here while this process stood still is not sent on: its caller is long gone.
    private Future<HttpClientRequest> ofThisLife(HttpClientRequest request, long life) {
        if (pulse.isSteady() && pulse.life() == life) {
            return Future.succeededFuture(request);
        }
        request.reset();
        return Future.failedFuture(outages.startsOver());
    }

    private static <T> Future<T> exchange(
            HttpClientRequest request,
            ServiceCall call,
            Function<HttpClientResponse, Future<T>> reader) {
        Buffer body = call.body();
        Future<HttpClientResponse> answer = body == null ? request.send() : request.send(body);
        return answer.compose(reader);
    }

    private RequestOptions options(Instance instance, ServiceCall call) {
        return new RequestOptions()
                .setHost(instance.host())
                .setPort(instance.port())
                .setMethod(call.method())
                .setURI(call.path().uri())
                .setHeaders(call.headers())
                .setTimeout(config.timeout().toMillis());
    }
}

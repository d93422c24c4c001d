package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends what comes up at one moment to Redis in one write on one connection, and gets the answers
/// in one read. Redis, too, reads them at once and tells each subscriber of all of them at once.
///
/// Only for requests that may be repeated: where one of several fails, each of them is sent again
/// by itself, so that nobody's fails for another's. The servers of a cluster each have their own
/// topics; there requests go one by one.
@ApplicationScoped
class RedisPipeline {

    private static final int MOST = 128;

    /// A request, and the context on which its caller goes on.
    private record Waiting(
            Request request, Promise<@Nullable Response> answer, @Nullable Context context) {

        void answered(@Nullable Response response) {
            goOn(() -> answer.tryComplete(response));
        }

        void failed(Throwable failure) {
            goOn(() -> answer.tryFail(failure));
        }

        private void goOn(Runnable completion) {
            if (context == null) {
                completion.run();
            } else {
                context.runOnContext(ignored -> completion.run());
            }
        }
    }

    private final Context loop;
    private final Redis redis;
    private final RedisSettings settings;
    private final long timeoutMillis;
    private List<Waiting> waiting = new ArrayList<>();
    private @Nullable Future<RedisConnection> open;

    RedisPipeline(Vertx vertx, Redis redis, RedisSettings settings, RealtimeConfig config) {
        this.loop = vertx.getOrCreateContext();
        this.redis = redis;
        this.settings = settings;
        this.timeoutMillis = config.timeout().toMillis();
    }

    /// Sends a request that may be repeated; fails when Redis has not answered in time.
    Uni<@Nullable Response> send(Request request) {
        return UniHelper.toUni(settings.isCluster() ? alone(request) : together(request));
    }

    private Future<@Nullable Response> alone(Request request) {
        return redis.send(request).timeout(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    private Future<@Nullable Response> together(Request request) {
        Waiting mine = new Waiting(request, Promise.promise(), Vertx.currentContext());
        if (isFirst(mine)) {
            loop.runOnContext(ignored -> flush());
        }
        return mine.answer().future();
    }

    private synchronized boolean isFirst(Waiting mine) {
        waiting.add(mine);
        return waiting.size() == 1;
    }

    private synchronized List<Waiting> take() {
        List<Waiting> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    private void flush() {
        List<Waiting> all = take();
        for (int from = 0; from < all.size(); from += MOST) {
            send(all.subList(from, Math.min(all.size(), from + MOST)));
        }
    }

    private void send(List<Waiting> batch) {
        List<Request> requests = batch.stream().map(Waiting::request).toList();
        connection()
                .compose(connection -> answers(connection, requests))
                .onSuccess(
                        answers -> {
                            for (int i = 0; i < batch.size(); i++) {
                                batch.get(i).answered(answers.get(i));
                            }
                        })
                .onFailure(failure -> failed(batch, failure));
    }

    /// One that does not answer is given up with all that waits on it.
    private Future<List<@Nullable Response>> answers(
            RedisConnection connection, List<Request> requests) {
        return connection
                .batch(requests)
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .onFailure(
                        failure -> {
                            if (failure instanceof TimeoutException) {
                                lost(connection);
                                connection.close();
                            }
                        });
    }

    private void failed(List<Waiting> batch, Throwable failure) {
        if (batch.size() == 1 || failure instanceof TimeoutException) {
            batch.forEach(each -> each.failed(failure));
        } else {
            batch.forEach(
                    each ->
                            alone(each.request())
                                    .onSuccess(each::answered)
                                    .onFailure(each::failed));
        }
    }

    private Future<RedisConnection> connection() {
        Future<RedisConnection> known = open;
        if (known == null) {
            known = redis.connect();
            open = known;
            known.onSuccess(this::opened).onFailure(failure -> open = null);
        }
        return known;
    }

    private void opened(RedisConnection connection) {
        connection.endHandler(ignored -> loop.runOnContext(i -> lost(connection)));
        connection.exceptionHandler(failure -> loop.runOnContext(i -> lost(connection)));
    }

    private void lost(RedisConnection connection) {
        if (open != null && connection.equals(open.result())) {
            open = null;
        }
    }
}

package io.worksync.benchmarks.bare;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A WebSocket server that knows rooms and nothing else. What is published in Redis on `bare:ROOM`
/// becomes one frame, encoded once, whose bytes go to every socket that came with `?room=ROOM`.
///
/// It says `ready` and its transport when it listens.
public final class BareServer {

    private static final String PREFIX = "bare:";

    private final List<EventLoop> loops = new CopyOnWriteArrayList<>();

    private BareServer() {}

    /// @param arguments port and address of Redis
    public static void main(String[] arguments) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setPreferNativeTransport(true)
                                .setEventLoopPoolSize(cores));
        new BareServer().start(vertx, cores, Integer.parseInt(arguments[0]), arguments[1]);
    }

    private void start(Vertx vertx, int cores, int port, String redis) throws Exception {
        vertx.deployVerticle(
                        () -> {
                            EventLoop loop = new EventLoop(port);
                            loops.add(loop);
                            return loop;
                        },
                        new DeploymentOptions().setInstances(cores))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        RedisConnection connection =
                Redis.createClient(vertx, redis)
                        .connect()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
        connection.handler(this::published);
        connection
                .send(Request.cmd(Command.PSUBSCRIBE).arg(PREFIX + "*"))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println("ready " + transport(vertx));
    }

    /// `pmessage`, pattern, channel, data.
    private void published(Response push) {
        boolean several = push.type() == ResponseType.MULTI || push.type() == ResponseType.PUSH;
        if (!several || push.size() != 4 || !push.get(0).toString().equals("pmessage")) {
            return;
        }
        String room = push.get(2).toString().substring(PREFIX.length());
        Buffer text = push.get(3).toBuffer();
        SharedFrame frame = SharedFrame.text(text);
        loops.forEach(loop -> loop.broadcast(room, frame));
    }

    private static String transport(Vertx vertx) {
        Throwable cause = vertx.unavailableNativeTransportCause();
        return vertx.isNativeTransportEnabled()
                ? "io_uring"
                : "NIO, since "
                        + (cause == null ? "no native transport is there" : cause.getMessage());
    }
}

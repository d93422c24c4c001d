package io.worksync.realtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A node's own pub/sub channel in Redis, and its way to those of others.
///
/// One connection sends, so that letters arrive in the order in which they were sent; another
/// receives. In a cluster each leads to all of its servers, of which one has the channel. The node
/// writes to itself at an interval: where that does not arrive, both are made anew, and so they are
/// when the channel moves to another server. All of it is confined to one event loop.
final class NodeChannel {

    private static final Logger LOG = Logger.getLogger(NodeChannel.class);
    private static final String PREFIX = "worksync:to-node:";
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CHECK = Duration.ofSeconds(5);

    private record Line(RedisConnection in, RedisConnection out) {

        void close() {
            in.close();
            out.close();
        }
    }

    private final Vertx vertx;
    private final Context loop;
    private final Redis redis;
    private final String node;
    private final Consumer<NodeLetter> receiver;
    private @Nullable Line line;
    private boolean heard;
    private boolean closed;
    private long timer;

    NodeChannel(
            Vertx vertx, Context loop, Redis redis, String node, Consumer<NodeLetter> receiver) {
        this.vertx = vertx;
        this.loop = loop;
        this.redis = redis;
        this.node = node;
        this.receiver = receiver;
    }

    /// Connects and keeps connected; call once, from the loop.
    void open() {
        connect();
        timer = vertx.setPeriodic(CHECK.toMillis(), id -> loop.runOnContext(ignored -> check()));
    }

    /// Disconnects for good; from the loop.
    void close() {
        closed = true;
        vertx.cancelTimer(timer);
        if (line != null) {
            line.close();
            line = null;
        }
    }

    /// Sends a letter, and tells how many receive it: none where that node is not connected. From
    /// the loop only, on which it completes too.
    Future<Integer> send(String to, NodeLetter letter) {
        if (line == null) {
            return Future.failedFuture("Redis is not connected");
        }
        Request publish = Request.cmd(Command.SPUBLISH).arg(PREFIX + to).arg(letter.encode());
        Promise<Integer> sent = Promise.promise();
        line.out()
                .send(publish)
                .map(Response::toInteger)
                .onComplete(done -> loop.runOnContext(ignored -> sent.handle(done)));
        return sent.future();
    }

    private void connect() {
        if (closed) {
            return;
        }
        redis.connect()
                .compose(
                        in ->
                                redis.connect()
                                        .map(out -> new Line(in, out))
                                        .onFailure(f -> in.close()))
                .onSuccess(opened -> loop.runOnContext(ignored -> opened(opened)))
                .onFailure(failure -> loop.runOnContext(ignored -> retry(failure)));
    }

    private void opened(Line opened) {
        if (closed) {
            opened.close();
            return;
        }
        line = opened;
        heard = true;
        watch(opened, opened.in());
        watch(opened, opened.out());
        opened.in().handler(message -> loop.runOnContext(ignored -> received(opened, message)));
        opened.in()
                .send(Request.cmd(Command.SSUBSCRIBE).arg(PREFIX + node))
                .onFailure(failure -> loop.runOnContext(ignored -> lost(opened, failure)));
    }

    private void watch(Line of, RedisConnection connection) {
        connection.exceptionHandler(failure -> loop.runOnContext(ignored -> lost(of, failure)));
        connection.endHandler(end -> loop.runOnContext(ignored -> lost(of, null)));
    }

    private void lost(Line gone, @Nullable Throwable failure) {
        if (gone.equals(line)) {
            line = null;
            gone.close();
            retry(failure);
        }
    }

    private void retry(@Nullable Throwable failure) {
        LOG.warnf(
                "The channel of this node is disconnected, trying again: %s",
                failure == null ? "connection closed" : failure.getMessage());
        vertx.setTimer(RETRY.toMillis(), id -> loop.runOnContext(ignored -> connect()));
    }

    private void check() {
        Line checked = line;
        if (checked == null) {
            return;
        }
        if (!heard) {
            lost(checked, new IllegalStateException("nothing arrives"));
            return;
        }
        heard = false;
        send(node, new NodeLetter.Check()).onFailure(failure -> lost(checked, failure));
    }

    private void received(Line by, Response message) {
        if (message instanceof Throwable refusal) {
            lost(by, refusal);
            return;
        }
        if (message.type() != ResponseType.PUSH && message.type() != ResponseType.MULTI) {
            return;
        }
        switch (message.get(0).toString()) {
            case "smessage" -> read(message);
            case "sunsubscribe" -> lost(by, new IllegalStateException("the channel has moved"));
            default -> {}
        }
    }

    private void read(Response message) {
        heard = true;
        NodeLetter letter = NodeLetter.parse(message.get(2).toBuffer());
        if (letter != null) {
            receiver.accept(letter);
        }
    }
}

package io.worksync.signaling.sfu;

import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.worksync.contracts.id.MeetingId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hears that a meeting's host has something to do. What is not heard is found at an interval.
@ApplicationScoped
class WakeChannel {

    private static final Logger LOG = Logger.getLogger(WakeChannel.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int PUSH_FIELDS = 3;

    private final Redis redis;
    private final Vertx vertx;
    private volatile @Nullable RedisConnection connection;
    private volatile boolean closed;

    WakeChannel(Redis redis, Vertx vertx) {
        this.redis = redis;
        this.vertx = vertx;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // handled on both paths
    void open(Consumer<MeetingId> woken) {
        if (!closed) {
            redis.getDelegate()
                    .connect()
                    .onSuccess(open -> listen(open, woken))
                    .onFailure(failure -> again(woken));
        }
    }

    void close() {
        closed = true;
        RedisConnection open = connection;
        if (open != null) {
            quietly(open);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure ends the connection
    private void listen(RedisConnection open, Consumer<MeetingId> woken) {
        connection = open;
        open.handler(message -> heard(message, woken));
        open.exceptionHandler(failure -> lost(open, woken));
        open.endHandler(end -> lost(open, woken));
        open.send(Request.cmd(Command.SUBSCRIBE).arg(RedisRooms.WAKE))
                .onFailure(failure -> lost(open, woken));
    }

    private void lost(RedisConnection gone, Consumer<MeetingId> woken) {
        if (gone.equals(connection)) {
            connection = null;
            quietly(gone);
            again(woken);
        }
    }

    private void again(Consumer<MeetingId> woken) {
        LOG.debug("Subscribing again to what wakes hosts");
        vertx.setTimer(RETRY.toMillis(), timer -> open(woken));
    }

    private static void heard(@Nullable Response message, Consumer<MeetingId> woken) {
        if (message == null) {
            return;
        }
        boolean isPush =
                (message.type() == ResponseType.PUSH || message.type() == ResponseType.MULTI)
                        && message.size() == PUSH_FIELDS;
        if (isPush && message.get(0).toString().equals("message")) {
            woken.accept(MeetingId.fromString(message.get(2).toString()));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of what is given up
    private static void quietly(RedisConnection connection) {
        connection.close();
    }
}

package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What Redis fans out, received on one connection for all topics of this process.
///
/// Redis pub/sub is at most once: after a lost connection everything is subscribed again and
/// `onReconnected` runs, and the receiver compares positions with the streams. All state is
/// confined to one event loop, where the callbacks run too.
@ApplicationScoped
public class TopicFanout {

    private static final Logger LOG = Logger.getLogger(TopicFanout.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final int TOPICS_PER_COMMAND = 500;

    private final Vertx vertx;
    private final Redis redis;
    private final io.vertx.core.Context loop;
    private final Set<Topic> topics = new HashSet<>();
    private final Set<Topic> resubscribing = new HashSet<>();
    private final Map<Topic, Confirmation> unconfirmed = new HashMap<>();
    private @Nullable RedisConnection connection;
    private volatile boolean connected;
    private boolean answered = true;
    private Consumer<Delivered> receiver = delivered -> {};
    private Runnable reconnected = () -> {};

    TopicFanout(Vertx vertx, Redis redis) {
        this.vertx = vertx;
        this.redis = redis;
        this.loop = vertx.getOrCreateContext();
    }

    /// Connects and keeps connected; call once.
    public void start(Consumer<Delivered> onDelivered, Runnable onReconnected) {
        loop.runOnContext(
                ignored -> {
                    receiver = onDelivered;
                    reconnected = onReconnected;
                    connect();
                    vertx.setPeriodic(CHECK.toMillis(), id -> check());
                });
    }

    /// Receives a topic from now on; completes when Redis has confirmed it, which is after a
    /// reconnection where there is none.
    public Uni<Void> subscribe(Topic topic) {
        return Uni.createFrom()
                .emitter(emitter -> loop.runOnContext(ignored -> subscribe(topic, emitter)));
    }

    /// Receives a topic no more.
    public void unsubscribe(Topic topic) {
        loop.runOnContext(
                ignored -> {
                    if (topics.remove(topic) && connection != null) {
                        resubscribing.remove(topic);
                        send(connection, Command.UNSUBSCRIBE, List.of(topic));
                    }
                });
    }

    /// Whether Redis' fan-out reaches this process just now.
    public boolean isConnected() {
        return connected;
    }

    /// Drops what Redis has sent and nobody has read, and goes on with what it sends from now on.
    public void reconnect() {
        loop.runOnContext(
                ignored -> {
                    if (connection != null) {
                        lost(connection, new IllegalStateException("given up"));
                    }
                });
    }

    private void subscribe(Topic topic, UniEmitter<? super Void> emitter) {
        Confirmation awaited = unconfirmed.get(topic);
        if (!topics.add(topic)) {
            if (awaited == null) {
                emitter.complete(null);
            } else {
                awaited.waiting.add(emitter);
            }
            return;
        }
        if (awaited == null) {
            awaited = new Confirmation();
            unconfirmed.put(topic, awaited);
        }
        awaited.waiting.add(emitter);
        if (connection != null) {
            awaited.outstanding++;
            send(connection, Command.SUBSCRIBE, List.of(topic));
        }
    }

    private void connect() {
        redis.connect()
                .onSuccess(opened -> loop.runOnContext(ignored -> opened(opened)))
                .onFailure(failure -> loop.runOnContext(ignored -> retry(failure)));
    }

    private void opened(RedisConnection opened) {
        connection = opened;
        connected = true;
        answered = true;
        opened.handler(message -> loop.runOnContext(ignored -> received(message)));
        opened.exceptionHandler(failure -> loop.runOnContext(ignored -> lost(opened, failure)));
        opened.endHandler(end -> loop.runOnContext(ignored -> lost(opened, null)));
        List<Topic> all = List.copyOf(topics);
        all.stream().filter(topic -> !unconfirmed.containsKey(topic)).forEach(resubscribing::add);
        unconfirmed.values().forEach(confirmation -> confirmation.outstanding = 1);
        for (int from = 0; from < all.size(); from += TOPICS_PER_COMMAND) {
            send(
                    opened,
                    Command.SUBSCRIBE,
                    all.subList(from, Math.min(all.size(), from + TOPICS_PER_COMMAND)));
        }
    }

    private void lost(RedisConnection gone, @Nullable Throwable failure) {
        if (!gone.equals(connection)) {
            return;
        }
        connection = null;
        connected = false;
        resubscribing.clear();
        gone.close();
        retry(failure);
    }

    private void retry(@Nullable Throwable failure) {
        LOG.warnf(
                "Redis fan-out is disconnected, trying again: %s",
                failure == null ? "connection closed" : failure.getMessage());
        vertx.setTimer(RETRY.toMillis(), id -> connect());
    }

    /// A connection can be half open: without an answer since the last check it is given up.
    private void check() {
        RedisConnection checked = connection;
        if (checked == null) {
            return;
        }
        if (!answered) {
            lost(checked, new IllegalStateException("no answer to ping"));
            return;
        }
        answered = false;
        // a push that overtakes the answer takes its place in Vert.x' queue: any message is a sign
        // of life
        checked.send(Request.cmd(Command.PING)).onSuccess(pong -> answered = true);
    }

    private void received(Response message) {
        answered = true;
        if (!(message.type() == ResponseType.PUSH || message.type() == ResponseType.MULTI)
                || message.size() < 3) {
            return;
        }
        switch (message.get(0).toString()) {
            case "message" ->
                    receiver.accept(
                            Delivered.parse(
                                    TopicKeys.topicOfPubSubChannel(message.get(1).toString()),
                                    message.get(2).toString()));
            case "subscribe" ->
                    confirmed(TopicKeys.topicOfPubSubChannel(message.get(1).toString()));
            default -> {}
        }
    }

    private void confirmed(Topic topic) {
        Confirmation confirmation = unconfirmed.get(topic);
        if (confirmation != null && --confirmation.outstanding <= 0) {
            unconfirmed.remove(topic);
            confirmation.waiting.forEach(emitter -> emitter.complete(null));
        }
        if (resubscribing.remove(topic) && resubscribing.isEmpty()) {
            reconnected.run();
        }
    }

    private void send(RedisConnection to, Command command, List<Topic> named) {
        Request request = Request.cmd(command);
        named.forEach(topic -> request.arg(TopicKeys.pubSubChannel(topic)));
        to.send(request).onFailure(failure -> loop.runOnContext(ignored -> lost(to, failure)));
    }

    /// A topic may be given up and wanted again before Redis has answered the first time, so that
    /// it is subscribed only when as many answers came as commands went.
    private static final class Confirmation {
        private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();
        private int outstanding;
    }
}

package io.worksync.signaling.janus;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One media server as this instance is connected to it. It is asked at an interval whether it
/// lives, and connected to again whenever it is not.
public final class JanusServer {

    private static final Logger LOG = Logger.getLogger(JanusServer.class);
    private static final String PROTOCOL = "janus-protocol";

    private final Vertx vertx;
    private final WebSocketClient client;
    private final URI uri;
    private final JanusConfig config;
    private final Consumer<JanusServer> changed;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<Long, Consumer<JsonObject>> sessions = new ConcurrentHashMap<>();
    private volatile @Nullable WebSocket socket;
    private volatile boolean connecting;
    private volatile boolean closed;
    private long timer;

    /// Somebody who waits for an answer; an ack may be all that comes.
    private record Waiting(UniEmitter<? super JsonObject> emitter, boolean ackIsEnough) {}

    JanusServer(
            Vertx vertx,
            WebSocketClient client,
            URI uri,
            JanusConfig config,
            Consumer<JanusServer> changed) {
        this.vertx = vertx;
        this.client = client;
        this.uri = uri;
        this.config = config;
        this.changed = changed;
    }

    public URI uri() {
        return uri;
    }

    public boolean isUp() {
        return socket != null;
    }

    /// Where events of this session go, until the next one is named or it is forgotten.
    void listen(long session, Consumer<JsonObject> listener) {
        sessions.put(session, listener);
    }

    void forget(long session) {
        sessions.remove(session);
    }

    /// Asks and gives the answer; to requests that are carried out later, what came of them.
    ///
    /// Fails with [JanusRefusal], or with [JanusUnreachable] where nothing comes in time.
    Uni<JsonObject> ask(JsonObject request) {
        return send(request, false);
    }

    /// Asks something that Janus does no more than acknowledge.
    Uni<Void> tell(JsonObject request) {
        return send(request, true).replaceWithVoid();
    }

    void open() {
        connect();
        timer = vertx.setPeriodic(config.checkEvery().toMillis(), id -> check());
    }

    void close() {
        closed = true;
        vertx.cancelTimer(timer);
        WebSocket open = socket;
        if (open != null) {
            quietly(open);
        }
    }

    private Uni<JsonObject> send(JsonObject request, boolean ackIsEnough) {
        String transaction = UUID.randomUUID().toString();
        JsonObject complete =
                request.copy()
                        .put("transaction", transaction)
                        .put("apisecret", config.apiSecret().orElse(""));
        return Uni.createFrom()
                .<JsonObject>emitter(
                        emitter -> write(transaction, complete, new Waiting(emitter, ackIsEnough)))
                .ifNoItem()
                .after(config.requestTimeout())
                .failWith(() -> new JanusUnreachable(uri + " does not answer"))
                .onTermination()
                .invoke(() -> waiting.remove(transaction));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a broken connection ends all who wait
    private void write(String transaction, JsonObject request, Waiting one) {
        WebSocket open = socket;
        if (open == null || waiting.size() >= config.maxWaiting()) {
            one.emitter().fail(new JanusUnreachable(uri + " is not connected"));
            return;
        }
        waiting.put(transaction, one);
        open.writeTextMessage(request.encode());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // handled on both paths
    private void connect() {
        if (closed || connecting || socket != null) {
            return;
        }
        connecting = true;
        client.connect(
                        new WebSocketConnectOptions()
                                .setAbsoluteURI(uri.toString())
                                .setSubProtocols(List.of(PROTOCOL))
                                .setTimeout(config.requestTimeout().toMillis()))
                .onSuccess(this::connected)
                .onFailure(failure -> connecting = false);
    }

    private void connected(WebSocket open) {
        open.textMessageHandler(this::received);
        open.closeHandler(end -> lost(open));
        open.exceptionHandler(failure -> lost(open));
        socket = open;
        connecting = false;
        LOG.infof("Media server %s is connected", uri);
        changed.accept(this);
    }

    private void lost(WebSocket gone) {
        if (!gone.equals(socket)) {
            return;
        }
        socket = null;
        sessions.clear();
        LOG.warnf("Media server %s is lost", uri);
        for (Waiting one : waiting.values()) {
            one.emitter().fail(new JanusUnreachable(uri + " is lost"));
        }
        quietly(gone);
        changed.accept(this);
    }

    /// A server that stands still is as good as dead, though its connection is open.
    private void check() {
        WebSocket open = socket;
        if (open == null) {
            connect();
            return;
        }
        JanusBackground.run(
                ask(new JsonObject().put("janus", "ping"))
                        .replaceWithVoid()
                        .onFailure()
                        .invoke(() -> lost(open)));
    }

    private void received(String text) {
        try {
            dispatch(new JsonObject(text));
        } catch (DecodeException e) {
            LOG.warnf("Media server %s sent no JSON", uri);
        }
    }

    private void dispatch(JsonObject message) {
        String transaction = message.getString("transaction", "");
        Waiting one = waiting.get(transaction);
        if (one == null) {
            Long session = message.getLong("session_id", 0L);
            Consumer<JsonObject> listener = sessions.get(session);
            if (listener != null) {
                listener.accept(message);
            }
        } else {
            answer(one, message);
        }
    }

    private static void answer(Waiting one, JsonObject message) {
        switch (message.getString("janus", "")) {
            case "ack" -> {
                if (one.ackIsEnough()) {
                    one.emitter().complete(message);
                }
            }
            case "error" -> one.emitter().fail(refusal(message.getJsonObject("error")));
            default -> one.emitter().complete(message);
        }
    }

    private static JanusRefusal refusal(@Nullable JsonObject error) {
        return error == null
                ? new JanusRefusal(0, "an error without a word")
                : new JanusRefusal(error.getInteger("code", 0), error.getString("reason", ""));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of what is given up
    private static void quietly(WebSocket socket) {
        socket.close();
    }
}

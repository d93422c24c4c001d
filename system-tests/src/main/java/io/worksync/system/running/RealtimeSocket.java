package io.worksync.system.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The Centrifugal protocol in JSON by hand: what an own client of somebody else would send.
public final class RealtimeSocket implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonNode> pushes = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private CompletableFuture<WebSocket> sent;
    private volatile long heardNanos = System.nanoTime();

    /// How a socket ended; 1006 when it was cut.
    public record Closed(int code, String reason) {}

    private RealtimeSocket(URI gateway, String origin) throws IOException {
        URI endpoint =
                URI.create("ws" + gateway.resolve("/connection/websocket").toString().substring(4));
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(TIMEOUT);
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        try {
            socket = builder.buildAsync(endpoint, new Listener()).join();
        } catch (CompletionException e) {
            throw new IOException("no WebSocket at " + endpoint, e.getCause());
        }
        sent = CompletableFuture.completedFuture(socket);
    }

    /// A socket on which nobody has said `connect` yet.
    public static RealtimeSocket open(URI gateway) throws IOException {
        return new RealtimeSocket(gateway, "");
    }

    public static RealtimeSocket openFrom(String origin, URI gateway) throws IOException {
        return new RealtimeSocket(gateway, origin);
    }

    public static RealtimeSocket connected(URI gateway, String token) throws IOException {
        RealtimeSocket socket = open(gateway);
        socket.connect(token);
        return socket;
    }

    /// The result of `connect`; fails the test when it was refused.
    public JsonNode connect(String token) {
        JsonNode reply = await(send("connect", Json.object().put("token", token)));
        assertThat(reply.has("connect")).as("connected: %s", reply).isTrue();
        return reply.path("connect");
    }

    /// Sends a command; its whole reply follows, error or result.
    public CompletableFuture<JsonNode> send(String command, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> reply = awaitReply(id);
        ObjectNode frame = Json.object().put("id", id);
        frame.set(command, parameters);
        return sendText(Json.write(frame)).thenCompose(sent -> reply);
    }

    /// The reply to a frame with this id, which is yet to be sent.
    public CompletableFuture<JsonNode> awaitReply(int id) {
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(id, reply);
        return reply;
    }

    public JsonNode call(String command, ObjectNode parameters) {
        return await(send(command, parameters));
    }

    /// A call of the API over the socket: the whole reply.
    public JsonNode rpc(String method, JsonNode body) {
        ObjectNode parameters = Json.object().put("method", method);
        parameters.set("data", body);
        return call("rpc", parameters);
    }

    /// Sends the text as one frame, whatever it is, after those before it.
    public synchronized CompletableFuture<WebSocket> sendText(String frame) {
        sent = sent.exceptionally(e -> socket).thenCompose(s -> socket.sendText(frame, true));
        return sent;
    }

    /// The next push, or null when none comes in time.
    public @Nullable JsonNode nextPush(Duration within) throws InterruptedException {
        return pushes.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// How long nothing came, not even a ping.
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    public CompletableFuture<Closed> closed() {
        return closed;
    }

    public Closed awaitClosed() {
        return await(closed);
    }

    /// Ends the socket without a word, as a lost network does.
    public void cut() {
        socket.abort();
        closed.complete(new Closed(1000, "closed by the test"));
    }

    @Override
    public void close() {
        cut();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within " + TIMEOUT, e);
        }
    }

    private void received(JsonNode frame) {
        if (frame.isEmpty()) {
            var _ = sendText("{}");
        } else if (frame.has("id")) {
            CompletableFuture<JsonNode> reply = replies.remove(frame.path("id").asInt());
            if (reply != null) {
                reply.complete(frame);
            }
        } else if (frame.has("push")) {
            pushes.add(frame.path("push"));
        }
    }

    private void ended(int code, String reason) {
        IOException cause = new IOException("closed with " + code + " " + reason);
        replies.values().forEach(reply -> reply.completeExceptionally(cause));
        closed.complete(new Closed(code, reason));
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence part, boolean last) {
            heardNanos = System.nanoTime();
            text.append(part);
            if (last) {
                String frames = text.toString();
                text.setLength(0);
                frames.lines().map(Json::parse).forEach(RealtimeSocket.this::received);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            ended(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended(1006, String.valueOf(error.getMessage()));
        }
    }
}

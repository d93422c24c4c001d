package io.worksync.gateway.support;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A socket that speaks the JSON form and remembers everything it was told.
public final class SocketClient implements WebSocket.Listener {

    private static final long PATIENCE_MILLIS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> received = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicInteger pings = new AtomicInteger();
    private volatile boolean answersPings = true;
    private volatile boolean reading = true;
    private WebSocket socket;

    private SocketClient() {}

    public static SocketClient open(URI uri) {
        SocketClient client = new SocketClient();
        client.socket = HTTP.newWebSocketBuilder().buildAsync(uri, client).join();
        return client;
    }

    public SocketClient send(String message) {
        return send(message, true);
    }

    /// One at a time, as the client of the JDK wants it.
    public synchronized SocketClient send(String message, boolean last) {
        socket.sendText(message, last).join();
        return this;
    }

    public synchronized SocketClient sendBinary(byte[] message) {
        socket.sendBinary(java.nio.ByteBuffer.wrap(message), true).join();
        return this;
    }

    /// How often the server pinged.
    public int pings() {
        return pings.get();
    }

    public void ignorePings() {
        answersPings = false;
    }

    /// Takes nothing from the network any more.
    public void stopReading() {
        reading = false;
    }

    public void goOnReading() {
        reading = true;
        socket.request(1);
    }

    public void abort() {
        socket.abort();
    }

    /// The reply to a command.
    public JsonNode reply(int id) {
        return await("reply " + id, message -> message.path("id").asInt() == id);
    }

    /// The next push on a topic with this in it, each once.
    public JsonNode push(String topic, String kind) {
        return await(
                        "push " + kind + " on " + topic,
                        message ->
                                message.path("push").path("channel").asText().equals(topic)
                                        && message.path("push").has(kind))
                .path("push")
                .path(kind);
    }

    /// The offsets that the next publications on a topic have.
    public List<Long> offsets(String topic, int count) {
        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            offsets.add(push(topic, "pub").path("offset").asLong());
        }
        return offsets;
    }

    /// Everything that came and was not asked for yet.
    public List<JsonNode> rest() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /// The code that the server closed with.
    public int closeCode() {
        try {
            return closed.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            return fail("not closed, received " + rest());
        }
    }

    /// The code that the server closed with, which it promises to do within a time.
    public int closeCodeWithin(Duration promise) {
        try {
            return closed.get(promise.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            return fail("not closed within " + promise + ", received " + rest());
        }
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    public JsonNode await(String what, Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        synchronized (received) {
            while (true) {
                for (int i = 0; i < received.size(); i++) {
                    if (wanted.test(received.get(i))) {
                        return received.remove(i);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || closed.isDone()) {
                    return fail("no " + what + ", closed " + closed + ", received " + received);
                }
                try {
                    received.wait(Math.min(left, 50));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String message = partial.toString();
            partial.setLength(0);
            message.lines().forEach(this::line);
        }
        if (reading) {
            from.request(1);
        }
        return null;
    }

    private void line(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.isEmpty()) {
                pings.incrementAndGet();
                if (answersPings) {
                    send("{}");
                }
                return;
            }
            synchronized (received) {
                received.add(json);
                received.notifyAll();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }
}

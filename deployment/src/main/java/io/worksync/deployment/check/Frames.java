package io.worksync.deployment.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A socket of the Centrifugal protocol in JSON, with what came in order.
final class Frames implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_WAITING = 1_000;
    /// In the place of a line.
    private static final String CLOSED = "closed";

    private final Duration patience;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(MAX_WAITING);
    private final List<JsonNode> passedOver = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final HttpClient http;
    private final WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    Frames(URI endpoint, Duration patience) throws IOException {
        this.patience = patience;
        this.http = HttpClient.newBuilder().connectTimeout(patience).build();
        try {
            socket = http.newWebSocketBuilder().buildAsync(endpoint, this).join();
        } catch (CompletionException e) {
            throw new IOException("no socket at " + endpoint + ": " + e.getCause(), e);
        }
    }

    void send(String frame) {
        sent = sent.thenCompose(done -> socket.sendText(frame, true));
    }

    /// The first frame that is meant; those before it are kept for what is awaited next.
    ///
    /// @throws IOException where it does not come in time, the socket is closed, or the reply to a
    ///     command is an error
    JsonNode await(String what, Predicate<JsonNode> meant)
            throws IOException, InterruptedException {
        for (JsonNode frame : passedOver) {
            if (meant.test(frame)) {
                passedOver.remove(frame);
                return frame;
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IOException(what + " did not come within " + patience.toSeconds() + " s");
            }
            if (line.startsWith(CLOSED)) {
                throw new IOException(what + " did not come: " + line);
            }
            JsonNode frame = JSON.readTree(line);
            if (frame.isEmpty()) {
                send("{}");
            } else if (frame.has("error")) {
                throw new IOException(what + " was refused: " + frame.path("error"));
            } else if (meant.test(frame)) {
                return frame;
            } else {
                passedOver.add(frame);
            }
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        lines.add(CLOSED + " with " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        lines.add(CLOSED + " by " + error);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            text.toString().lines().forEach(lines::add);
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}

package io.worksync.gateway.support;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A client of `/connection/http_stream` or `/connection/sse` that remembers everything it was
/// told, and sends through `/emulation`.
public final class StreamClient {

    private static final long PATIENCE_MILLIS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = client();

    /// Of their own, since the server closes the connection of a stream that it ends: another call
    /// that is sent on it in that moment is lost.
    private static final HttpClient STREAMS = client();

    private final HttpResponse<InputStream> answer;
    private final String base;
    private final List<JsonNode> received = new ArrayList<>();
    private final AtomicInteger pings = new AtomicInteger();
    private boolean ended;
    private boolean answersPings = true;
    private boolean reading = true;
    private String session = "";
    private String node = "";

    private StreamClient(HttpResponse<InputStream> answer, String base) {
        this.answer = answer;
        this.base = base;
    }

    /// Opens a stream with this request, whose answer has to be one.
    public static StreamClient open(HttpRequest request) {
        URI uri = request.uri();
        HttpResponse<InputStream> answer =
                call(STREAMS, request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            fail("no stream: " + answer.statusCode());
        }
        StreamClient client =
                new StreamClient(answer, uri.getScheme() + "://" + uri.getAuthority());
        Thread.ofVirtual().start(client::read);
        return client;
    }

    /// A request of this kind, without a stream as its answer.
    public static HttpResponse<String> call(HttpRequest request) {
        return call(HTTP, request, HttpResponse.BodyHandlers.ofString());
    }

    public static HttpRequest.Builder post(String uri, String type, String body) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    public String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// The reply to connect, after which the client can send.
    public JsonNode connected() {
        JsonNode connect = reply(1).path("connect");
        session = connect.path("session").asText();
        node = connect.path("node").asText();
        return connect;
    }

    /// Sends commands, and returns the status of the answer.
    public int send(String commands) {
        return emulate(commands).statusCode();
    }

    public HttpResponse<String> emulate(String commands) {
        ObjectNode body = JSON.createObjectNode();
        body.put("session", session).put("node", node).put("data", commands);
        return call(post(base + "/emulation", "application/json", body.toString()).build());
    }

    public String session() {
        return session;
    }

    public String node() {
        return node;
    }

    /// How often the server pinged.
    public int pings() {
        return pings.get();
    }

    public void ignorePings() {
        answersPings = false;
    }

    /// Takes nothing from the network any more.
    public synchronized void stopReading() {
        reading = false;
    }

    public synchronized void goOnReading() {
        reading = true;
        notifyAll();
    }

    /// Ends the stream without a word.
    public void abort() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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

    /// Why the server ended the stream; the stream has ended after it.
    public JsonNode disconnect() {
        JsonNode disconnect =
                await("disconnect", message -> message.path("push").has("disconnect"));
        awaitEnd();
        return disconnect.path("push").path("disconnect");
    }

    public synchronized boolean isOpen() {
        return !ended;
    }

    private void awaitEnd() {
        until("end", () -> ended ? ended : null);
        if (!received.isEmpty()) {
            fail("after the disconnect came " + received);
        }
    }

    private JsonNode await(String what, Predicate<JsonNode> wanted) {
        return until(
                what,
                () -> {
                    for (int i = 0; i < received.size(); i++) {
                        if (wanted.test(received.get(i))) {
                            return received.remove(i);
                        }
                    }
                    return ended ? fail("ended without " + what + ", received " + received) : null;
                });
    }

    private synchronized <T> T until(String what, Supplier<T> look) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        T found = look.get();
        while (found == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return fail("no " + what + ", received " + received);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            found = look.get();
        }
        return found;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                line(line.startsWith("data: ") ? line.substring("data: ".length()) : line);
                waitToRead();
            }
        } catch (IOException e) {
            // cut
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void waitToRead() {
        while (!reading) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void line(String line) throws IOException {
        if (line.isEmpty()) {
            return;
        }
        if (line.equals("{}")) {
            pings.incrementAndGet();
            if (answersPings) {
                Thread.ofVirtual().start(() -> send("{}"));
            }
            return;
        }
        synchronized (this) {
            received.add(JSON.readTree(line));
            notifyAll();
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static <T> HttpResponse<T> call(
            HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

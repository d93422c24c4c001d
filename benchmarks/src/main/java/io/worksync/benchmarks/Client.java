package io.worksync.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.worksync.benchmarks.Crowd.Person;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// One person's socket: sends when told and measures what comes.
final class Client {

    private final String channel;
    private final AtomicReference<Phase> phase;
    private final WebSocket socket;
    private final Promise<Client> connected = Promise.promise();
    private final AtomicInteger ids = new AtomicInteger(1);

    private Client(WebSocket socket, String channel, AtomicReference<Phase> phase) {
        this.socket = socket;
        this.channel = channel;
        this.phase = phase;
    }

    /// Completes when the server has subscribed the socket to the channel's topic.
    static Future<Client> connect(
            WebSocketClient sockets,
            URI gateway,
            Person person,
            String channel,
            AtomicReference<Phase> phase) {
        WebSocketConnectOptions endpoint =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(gateway.getPort())
                        .setURI("/connection/websocket");
        return sockets.connect(endpoint)
                .map(socket -> new Client(socket, channel, phase))
                .compose(client -> client.authenticate(person.token()));
    }

    /// Sends the message that was to be sent at this moment; does not wait for anything.
    void send(Phase current, long intendedNanos) {
        current.sent();
        String text = new Marker(current.number(), intendedNanos).text();
        String clientId = current.number() + "-" + intendedNanos;
        socket.writeTextMessage(
                        "{\"id\":%d,\"rpc\":{\"method\":\"POST /api/chat/v1/channels/%s/messages\",\"data\":{\"text\":\"%s\",\"clientId\":\"%s\"}}}"
                                .formatted(ids.incrementAndGet(), channel, text, clientId))
                .onFailure(e -> current.failed());
    }

    void close() {
        socket.close().onFailure(e -> {});
    }

    private Future<Client> authenticate(String token) {
        socket.textMessageHandler(this::received);
        socket.closeHandler(v -> connected.tryFail("closed with " + socket.closeStatusCode()));
        return socket.writeTextMessage("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}")
                .compose(v -> connected.future());
    }

    private void received(String frame) {
        long now = System.nanoTime();
        int from = 0;
        while (from < frame.length()) {
            int end = frame.indexOf('\n', from);
            String line = end < 0 ? frame.substring(from) : frame.substring(from, end);
            received(line, now);
            from = end < 0 ? frame.length() : end + 1;
        }
    }

    private void received(String line, long now) {
        if (line.equals("{}")) {
            socket.writeTextMessage("{}").onFailure(e -> {});
            return;
        }
        boolean reply = line.startsWith("{\"id\":");
        Phase current = Objects.requireNonNull(phase.get());
        Marker marker = Marker.in(line);
        if (marker.phase() == current.number()) {
            long since = now - marker.intendedNanos();
            if (reply) {
                current.acked(since);
            } else {
                current.delivered(since);
            }
        } else if (reply && line.contains("\"error\"")) {
            current.failed();
            connected.tryFail(line);
        } else if (reply && line.contains("\"connect\"")) {
            welcomed(line);
        }
    }

    private void welcomed(String line) {
        if (line.contains("\"channel:" + channel + "\"")) {
            connected.tryComplete(this);
        } else {
            connected.tryFail("not subscribed to its channel: " + line);
        }
    }
}

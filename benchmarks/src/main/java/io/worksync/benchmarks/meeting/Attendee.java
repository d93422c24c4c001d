package io.worksync.benchmarks.meeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.impl.WebSocketInternal;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.measure.BenchFailure;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A participant by signals alone: what the SDK does, without its media. One person's socket, on
/// which everything goes.
final class Attendee {

    /// Takes what happens in the meeting and to this participant.
    @FunctionalInterface
    interface Listener {
        void event(Attendee attendee, JsonNode event);
    }

    private static final String MEETINGS = "/api/meetings/v1/meetings";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocket socket;
    private final Listener listener;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, Promise<JsonNode>> calls = new ConcurrentHashMap<>();
    private volatile String meeting = "";
    private volatile String participant = "";
    private volatile boolean cut;

    private Attendee(WebSocket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
    }

    /// Completes when the gateway has welcomed the person.
    static Future<Attendee> connect(
            WebSocketClient network, URI gateway, Seat seat, Listener listener) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost(gateway.getHost())
                        .setPort(gateway.getPort())
                        .setURI("/connection/websocket");
        return network.connect(options)
                .compose(
                        socket -> {
                            Attendee attendee = new Attendee(socket, listener);
                            socket.textMessageHandler(attendee::received);
                            socket.exceptionHandler(cut -> {}); // closing follows
                            socket.closeHandler(v -> attendee.closed());
                            return attendee.command(
                                            "connect",
                                            JSON.createObjectNode().put("token", seat.token()))
                                    .map(attendee);
                        });
    }

    /// A call of the API over the socket; what it answers.
    Future<JsonNode> call(String method, Map<String, ?> body) {
        ObjectNode rpc = JSON.createObjectNode().put("method", method);
        rpc.set("data", JSON.valueToTree(body));
        return command("rpc", rpc).map(result -> result.path("data"));
    }

    /// A new meeting of this person's; its id.
    Future<String> start() {
        return call("POST " + MEETINGS, Map.of("title", "Benchmark"))
                .map(made -> made.path("id").asText());
    }

    /// Takes part, and listens as the SDK does.
    Future<Void> join(String id) {
        return call(
                        "POST " + MEETINGS + "/" + id + "/participants",
                        Map.of("deviceName", "Benchmark"))
                .compose(
                        joined -> {
                            meeting = id;
                            participant = joined.path("participantId").asText();
                            return Future.all(
                                    subscribe("meeting:" + id),
                                    subscribe("participant:" + participant));
                        })
                .mapEmpty();
    }

    Future<Void> leave() {
        return call("DELETE " + path(), Map.of()).mapEmpty();
    }

    /// Says that it is still there.
    void renew() {
        if (!cut && !participant.isEmpty()) {
            call("PUT " + path() + "/lease", Map.of()).onFailure(gone -> {});
        }
    }

    /// Sends a candidate that carries a word.
    Future<Void> signal(Attendee to, String word) {
        Map<String, Object> candidate =
                Map.of(
                        "candidate",
                        "candidate:842163049 1 udp 1677729535 198.51.100.7 54321 typ srflx",
                        "sdpMid",
                        "0",
                        "usernameFragment",
                        word);
        return call(
                        "POST " + MEETINGS + "/" + meeting + "/signals",
                        Map.of("from", participant, "to", to.participant, "candidate", candidate))
                .mapEmpty();
    }

    String participant() {
        return participant;
    }

    /// Vanishes without a word, as a killed browser does.
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    void cut() {
        cut = true;
        ((WebSocketInternal) socket).channelHandlerContext().close();
    }

    private String path() {
        return MEETINGS + "/" + meeting + "/participants/" + participant;
    }

    private Future<JsonNode> subscribe(String topic) {
        return command("subscribe", JSON.createObjectNode().put("channel", topic));
    }

    private Future<JsonNode> command(String name, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        Promise<JsonNode> reply = Promise.promise();
        calls.put(id, reply);
        ObjectNode command = JSON.createObjectNode().put("id", id);
        command.set(name, parameters);
        socket.writeTextMessage(command.toString()).onFailure(reply::tryFail);
        return reply.future()
                .map(
                        answer -> {
                            if (answer.has("error")) {
                                throw new BenchFailure(name + " is refused: " + answer);
                            }
                            return answer.path(name);
                        });
    }

    private void received(String frame) {
        frame.lines().forEach(this::line);
    }

    private void line(String line) {
        JsonNode message = read(line);
        if (message.isEmpty()) {
            socket.writeTextMessage("{}").onFailure(gone -> {});
            return;
        }
        @Nullable Promise<JsonNode> call = calls.remove(message.path("id").asInt());
        if (call != null) {
            call.tryComplete(message);
        } else {
            JsonNode event = message.path("push").path("pub").path("data");
            if (!event.isMissingNode()) {
                listener.event(this, event);
            }
        }
    }

    private void closed() {
        calls.values().forEach(call -> call.tryFail("the socket is closed"));
        calls.clear();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new BenchFailure("a frame that is no JSON: " + line, e);
        }
    }
}

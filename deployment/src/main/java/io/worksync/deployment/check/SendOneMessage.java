package io.worksync.deployment.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Opens a socket as a member, writes a message to a private channel of its own and waits until it
/// comes back: sign-in, gateway, chat-service, PostgreSQL and Redis in one.
public final class SendOneMessage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHANNEL = "Deployment check";

    private final URI gateway;
    private final String token;
    private int calls;

    /// @param gateway its HTTP address
    public SendOneMessage(URI gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    /// Reads where and who from `CHECK_GATEWAY`, `CHECK_REALM`, `CHECK_CLIENT` and `CHECK_SECRET`;
    /// exits with 1 and one line where it does not work.
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        try {
            String token =
                    ClientToken.fetch(
                            URI.create(required(environment, "CHECK_REALM")),
                            required(environment, "CHECK_CLIENT"),
                            required(environment, "CHECK_SECRET"));
            URI gateway = URI.create(required(environment, "CHECK_GATEWAY"));
            Duration took = new SendOneMessage(gateway, token).run();
            System.out.println("A message came back after " + took.toMillis() + " ms");
        } catch (IOException e) {
            System.err.println("WorkSync does not work: " + e.getMessage());
            System.exit(1);
        }
    }

    /// How long the message took from writing to coming back.
    ///
    /// @throws IOException with the step that did not work
    public Duration run() throws IOException, InterruptedException {
        URI endpoint = URI.create("ws" + gateway.toString().substring(4) + "/connection/websocket");
        try (Frames frames = new Frames(endpoint, PATIENCE)) {
            ObjectNode connect = JSON.createObjectNode().put("id", ++calls);
            connect.putObject("connect").put("token", token);
            frames.send(connect.toString());
            frames.await("the connection", frame -> frame.has("connect"));
            String channel = channel(frames);
            String clientId = UUID.randomUUID().toString();
            ObjectNode message =
                    JSON.createObjectNode().put("text", "Works.").put("clientId", clientId);
            long begun = System.nanoTime();
            // the message may come before the answer that it was taken
            write(frames, "POST /api/chat/v1/channels/" + channel + "/messages", message);
            frames.await("the message", frame -> frame.path("push").toString().contains(clientId));
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    /// The one of the last time, or a new one.
    private String channel(Frames frames) throws IOException, InterruptedException {
        JsonNode known =
                call(frames, "GET /api/chat/v1/channels?limit=100", JSON.createObjectNode());
        for (JsonNode channel :
                StreamSupport.stream(known.path("items").spliterator(), false).toList()) {
            if (channel.path("name").asText().equals(CHANNEL)
                    && channel.path("kind").asText().equals("private")) {
                return channel.path("id").asText();
            }
        }
        ObjectNode made = JSON.createObjectNode().put("name", CHANNEL).put("kind", "private");
        String id = call(frames, "POST /api/chat/v1/channels", made).path("id").asText();
        // only what is written from now on comes over this socket
        frames.await(
                "the subscription",
                frame ->
                        frame.path("push").has("subscribe")
                                && frame.path("push").path("channel").asText().endsWith(id));
        return id;
    }

    private JsonNode call(Frames frames, String method, ObjectNode body)
            throws IOException, InterruptedException {
        int id = write(frames, method, body);
        return frames.await(method, frame -> frame.path("id").asInt() == id)
                .path("rpc")
                .path("data");
    }

    private int write(Frames frames, String method, ObjectNode body) {
        ObjectNode command = JSON.createObjectNode().put("id", ++calls);
        command.putObject("rpc").put("method", method).set("data", body);
        frames.send(command.toString());
        return calls;
    }

    private static String required(Map<String, String> environment, String name)
            throws IOException {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IOException(name + " is not set");
        }
        return value;
    }
}

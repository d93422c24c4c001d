package io.worksync.system.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The HTTP API as one person sees it, through one gateway.
public final class Api {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI gateway;
    private final Supplier<String> token;

    public Api(URI gateway, Supplier<String> token) {
        this.gateway = gateway;
        this.token = token;
    }

    public Answer get(String path) {
        return call("GET", path, null);
    }

    public Answer post(String path, Map<String, ?> body) {
        return call("POST", path, Json.write(Json.of(body)));
    }

    public Answer put(String path, Map<String, ?> body) {
        return call("PUT", path, Json.write(Json.of(body)));
    }

    public Answer put(String path) {
        return call("PUT", path, null);
    }

    public Answer patch(String path, Map<String, ?> body) {
        return call("PATCH", path, Json.write(Json.of(body)));
    }

    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    /// Any method and body; an empty token sends no Authorization header.
    public Answer call(String method, String path, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(TIMEOUT)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        String bearer = token.get();
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return send(request.build());
    }

    public static Answer send(HttpRequest request) {
        try {
            return Answer.of(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String me() {
        return get("/api/chat/v1/users/me").expect(200).json().path("id").asText();
    }

    /// A new channel with these people in it.
    public String createChannel(String kind, String name, List<String> userIds) {
        Map<String, String> body = Map.of("name", name, "kind", kind);
        String id = post("/api/chat/v1/channels", body).expect(201).json().path("id").asText();
        userIds.forEach(
                user -> put("/api/chat/v1/channels/" + id + "/members/" + user).expect(204));
        return id;
    }

    public JsonNode say(String channel, String text) {
        Map<String, String> body =
                Map.of("text", text, "clientId", java.util.UUID.randomUUID().toString());
        return post("/api/chat/v1/channels/" + channel + "/messages", body).expect(201).json();
    }
}

package io.worksync.signaling;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// Answers as chat-service does to those who ask who is a member of a channel.
///
/// Tests tell it of channels with `PUT /channels/{id}` and the members' ids.
public class ChatNextDoor implements QuarkusTestResourceLifecycleManager {

    private final Map<String, List<String>> channels = new ConcurrentHashMap<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/channels/", this::learn);
        server.createContext("/internal/realtime/topics/channel:", this::authorize);
        server.createContext("/api/chat/v1/channels/", this::members);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        // the first instance is down: the second one is asked
        return Map.of(
                "WORKSYNC_CHAT_URLS",
                "http://127.0.0.1:1,http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void learn(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        channels.put(
                exchange.getRequestURI().getPath().substring("/channels/".length()),
                List.of(body.split(",")));
        answer(exchange, 204, "");
    }

    private void authorize(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        answer(exchange, isMember(exchange, path.substring(path.indexOf(':') + 1)) ? 204 : 404, "");
    }

    private void members(HttpExchange exchange) throws IOException {
        String channel = exchange.getRequestURI().getPath().split("/")[5];
        if (!isMember(exchange, channel)) {
            answer(exchange, 404, "{}");
            return;
        }
        List<String> members = channels.get(channel);
        boolean isSecond = exchange.getRequestURI().getQuery() != null;
        JsonArray items = new JsonArray();
        (isSecond ? members.subList(1, members.size()) : members.subList(0, 1))
                .forEach(id -> items.add(new JsonObject().put("userId", id)));
        JsonObject page =
                new JsonObject().put("items", items).put("nextCursor", isSecond ? null : "2");
        answer(exchange, 200, page.encode());
    }

    private boolean isMember(HttpExchange exchange, String channel) {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring(7);
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        String sub = new JsonObject(new String(claims, StandardCharsets.UTF_8)).getString("sub");
        return channels.getOrDefault(channel, List.of()).contains(sub);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

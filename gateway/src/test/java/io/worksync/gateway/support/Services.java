package io.worksync.gateway.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every service that the gateway forwards to, as one HTTP server that answers what a test says.
public final class Services {

    /// What one call got here.
    public record Call(String method, String uri, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> String.join(",", entry.getValue()))
                    .findFirst()
                    .orElse("");
        }
    }

    /// An answer; `delayMillis` before it.
    public record Answer(int status, String type, String body, long delayMillis) {

        public static Answer json(int status, String body) {
            return new Answer(status, "application/json", body, 0);
        }

        public static Answer problem(int status, String detail) {
            return new Answer(
                    status,
                    "application/problem+json",
                    "{\"title\":\"Refused\",\"status\":"
                            + status
                            + ",\"detail\":\""
                            + detail
                            + "\"}",
                    0);
        }

        public Answer after(long millis) {
            return new Answer(status, type, body, millis);
        }
    }

    private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]+)\"");

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, List<String>> topics = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    Services() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    /// Answers `"<method> <path>"` from now on.
    public void answer(String call, Answer answer) {
        answers.put(call, answer);
    }

    /// The topics that sessions of a user get when they connect.
    public void topicsOf(String userId, String... names) {
        topics.put(userId, List.of(names));
    }

    /// Refuses a topic to everyone.
    public void refuse(String topic) {
        refused.add(topic);
    }

    /// The calls whose URI contains this, in the order in which they came.
    public List<Call> calls(String part) {
        return calls.stream().filter(call -> call.uri().contains(part)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String uri = exchange.getRequestURI().toString();
        String method = exchange.getRequestMethod();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(method, uri, Map.copyOf(exchange.getRequestHeaders()), body);
        calls.add(call);
        respond(exchange, answers.getOrDefault(method + " " + path(uri), standard(call)));
    }

    private static String path(String uri) {
        return uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
    }

    private Answer standard(Call call) {
        if (path(call.uri()).equals("/internal/realtime/topics")) {
            List<String> names = topics.getOrDefault(subject(call), List.of());
            String quoted =
                    String.join(",", names.stream().map(name -> "\"" + name + "\"").toList());
            return Answer.json(200, "{\"topics\":[" + quoted + "]}");
        }
        if (call.uri().startsWith("/internal/realtime/topics/")) {
            String topic = call.uri().substring(call.uri().lastIndexOf('/') + 1);
            return refused.contains(topic)
                    ? Answer.problem(404, "no")
                    : new Answer(204, "application/json", "", 0);
        }
        return Answer.problem(404, "There is nothing here");
    }

    private static String subject(Call call) {
        String payload = call.header("Authorization").split("\\.")[1];
        Matcher subject =
                SUBJECT.matcher(
                        new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
        return subject.find() ? subject.group(1) : "";
    }

    private static void respond(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.delayMillis() > 0) {
            try {
                Thread.sleep(answer.delayMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}

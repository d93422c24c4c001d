package io.worksync.presence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What chat-service answers to "may I listen to this channel?" and "whom do I share one with?",
/// for what only it knows of yet.
public class ChatAnswers implements QuarkusTestResourceLifecycleManager {

    private static final String PROPERTY = "worksync.test.chat-knows";
    private static final String PATH = "/internal/realtime/topics/channel:";
    private static final String PERSON = "worksync.test.chat-shares";
    private static final String PEOPLE = "/internal/realtime/people";
    private HttpServer server;

    /// From now on its callers are members of the channel. The class is loaded more than once in a
    /// test, so it is kept where all of them see it.
    static void knows(Object channel) {
        System.setProperty(PROPERTY, channel.toString());
    }

    @Override
    public Map<String, String> start() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH, ChatAnswers::answer);
        server.createContext(PEOPLE, ChatAnswers::people);
        server.start();
        return Map.of("worksync.chat.urls", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// From now on its callers share a channel with the person.
    static void shares(Object person) {
        System.setProperty(PERSON, person.toString());
    }

    private static void people(HttpExchange call) throws IOException {
        String person = System.getProperty(PERSON, "nobody");
        boolean asked = call.getRequestURI().getQuery().contains(person);
        byte[] body =
                ("{\"ids\":[" + (asked ? "\"" + person + "\"" : "") + "]}")
                        .getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private static void answer(HttpExchange call) throws IOException {
        String channel = call.getRequestURI().getPath().substring(PATH.length());
        boolean member =
                channel.equals(System.getProperty(PROPERTY))
                        && call.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ");
        call.sendResponseHeaders(member ? 204 : 404, -1);
        call.close();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}

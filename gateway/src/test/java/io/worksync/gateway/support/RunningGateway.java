package io.worksync.gateway.support;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.worksync.realtime.Control;
import io.worksync.realtime.Position;
import io.worksync.realtime.Publication;
import io.worksync.realtime.PublishResult;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import io.worksync.stack.test.DemoTokens;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;

/// What tests of the running gateway share: real Redis, Kafka and Keycloak, sockets and
/// publications.
@WithTestResource(StackTestResource.class)
@WithTestResource(ServicesResource.class)
public abstract class RunningGateway {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]+)\"");

    protected Services services;

    @Inject protected TopicPublisher publisher;
    @Inject protected MeterRegistry metrics;

    private final List<SocketClient> clients = new ArrayList<>();
    private final List<StreamClient> streams = new ArrayList<>();

    @AfterEach
    protected void closeClients() {
        clients.forEach(SocketClient::abort);
        streams.forEach(StreamClient::abort);
    }

    protected static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    protected static URI endpoint() {
        return URI.create("ws://127.0.0.1:" + port() + "/connection/websocket");
    }

    protected static String base() {
        return "http://127.0.0.1:" + port();
    }

    /// How a stream is asked for.
    protected enum Way {
        HTTP_STREAM,
        SSE,
        SSE_ADDRESS
    }

    /// The command that opens a session of a demo user.
    protected static String connect(String user) {
        return connect(user, "");
    }

    /// With more fields, each after a comma.
    protected static String connect(String user, String more) {
        return "{\"id\":1,\"connect\":{\"token\":\"" + token(user) + "\"" + more + "}}";
    }

    /// A stream that begins with this message.
    protected StreamClient stream(Way way, String first, String... headers) {
        HttpRequest.Builder request =
                switch (way) {
                    case HTTP_STREAM -> post("/connection/http_stream", first);
                    case SSE -> post("/connection/sse", first);
                    case SSE_ADDRESS ->
                            HttpRequest.newBuilder(
                                    URI.create(
                                            base()
                                                    + "/connection/sse?cf_connect="
                                                    + URLEncoder.encode(
                                                            first, StandardCharsets.UTF_8)));
                };
        if (headers.length > 0) {
            request.headers(headers);
        }
        StreamClient client = StreamClient.open(request.build());
        streams.add(client);
        return client;
    }

    private static HttpRequest.Builder post(String path, String first) {
        return StreamClient.post(base() + path, "application/json", first);
    }

    /// A socket without a session.
    protected SocketClient socket() {
        SocketClient client = SocketClient.open(endpoint());
        clients.add(client);
        return client;
    }

    /// A socket with a session of a demo user.
    protected SocketClient connected(String user) {
        SocketClient client = connecting(token(user));
        client.reply(1);
        return client;
    }

    /// A socket that has just asked for a session.
    protected SocketClient connecting(String token) {
        return socket().send("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}");
    }

    protected static String token(String user) {
        return DemoTokens.of(user);
    }

    protected static String idOf(String user) {
        String payload = token(user).split("\\.")[1];
        Matcher subject =
                SUBJECT.matcher(
                        new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
        if (!subject.find()) {
            throw new IllegalStateException("A token without sub");
        }
        return subject.group(1);
    }

    /// A topic that no other test uses.
    protected static String topic(String namespace) {
        return namespace + ":" + UUID.randomUUID();
    }

    protected Position publish(String topic, String data) {
        return publish(topic, Publication.of(data));
    }

    protected Position control(String topic, Control control) {
        return publish(topic, Publication.of("{\"type\":\"test\"}").withControl(control));
    }

    private Position publish(String topic, Publication publication) {
        PublishResult result =
                publisher.publish(Topic.parse(topic), publication).await().atMost(PATIENCE);
        return switch (result) {
            case PublishResult.Appended appended -> appended.position();
            default -> throw new IllegalStateException(result.toString());
        };
    }

    /// How often a limit was reached.
    protected double reached(String limit) {
        // a counter is there once it was counted
        return metrics
                .find("worksync_gateway_limits_reached_total")
                .tag("limit", limit)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    protected double gauge(String name) {
        return metrics.get(name).gauge().value();
    }
}

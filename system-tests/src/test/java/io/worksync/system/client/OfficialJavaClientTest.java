package io.worksync.system.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ClientState;
import io.github.centrifugal.centrifuge.ConnectionTokenEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenGetter;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.ReplyError;
import io.github.centrifugal.centrifuge.ServerPublicationEvent;
import io.github.centrifugal.centrifuge.ServerSubscribedEvent;
import io.github.centrifugal.centrifuge.TokenCallback;
import io.worksync.system.running.Json;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `centrifuge-java` as it is published, which speaks the protocol's binary form.
@ExtendWith(RunningWorkSync.class)
class OfficialJavaClientTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final WorkSync worksync = WorkSync.running();
    private final List<ServerSubscribedEvent> subscribed = new CopyOnWriteArrayList<>();
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private FrontDoor door;
    private Client client;
    private String channel;
    private String topic;

    @BeforeEach
    void connect() throws IOException {
        List<String> aisha = List.of(worksync.as("aisha").me());
        channel = worksync.as("rahim").createChannel("private", "java " + System.nanoTime(), aisha);
        topic = "channel:" + channel;
        door = new FrontDoor(List.of(worksync.gateway(2), worksync.gateway(1)));
        Options options = new Options();
        options.setTokenGetter(new TokenOf("aisha"));
        options.setMinReconnectDelay(100);
        options.setMaxReconnectDelay(1000);
        String endpoint = "ws" + door.uri().toString().substring(4) + "/connection/websocket";
        client = new Client(endpoint, options, new Listener());
        client.connect();
        await("the subscription to the channel")
                .atMost(SOON)
                .until(() -> subscribed.stream().anyMatch(s -> s.getChannel().equals(topic)));
    }

    @AfterEach
    void disconnect() throws Exception {
        client.disconnect();
        client.close(1000);
        door.close();
    }

    @Test
    void it_is_connected_and_subscribed_by_the_server() {
        assertThat(client.getState()).isEqualTo(ClientState.CONNECTED);
        assertThat(subscribed)
                .extracting(ServerSubscribedEvent::getChannel)
                .contains(topic, "user:" + worksync.as("aisha").me());
        assertThat(subscribed).allMatch(ServerSubscribedEvent::getRecoverable);
    }

    @Test
    void it_calls_the_api_and_receives_what_it_sent() throws Exception {
        JsonNode message = send("Hey, did you push the latest code?");
        assertThat(message.path("seq").asLong()).isEqualTo(1);
        awaitTexts("Hey, did you push the latest code?");
    }

    @Test
    void a_refused_call_is_an_error_with_the_http_status() {
        CompletableFuture<Throwable> error = new CompletableFuture<>();
        client.rpc(
                "GET /api/chat/v1/channels/" + UUID.randomUUID() + "/messages",
                "null".getBytes(UTF_8),
                (failure, result) -> error.complete(failure));
        await().atMost(SOON).until(error::isDone);
        assertThat(error.join())
                .isInstanceOfSatisfying(
                        ReplyError.class, e -> assertThat(e.getCode()).isEqualTo(404));
    }

    @Test
    void it_recovers_on_another_gateway_when_its_own_is_killed() throws Exception {
        worksync.as("rahim").say(channel, "one");
        awaitTexts("one");
        subscribed.clear();
        worksync.kill("gateway", 2);
        try {
            worksync.as("rahim", 1).say(channel, "two");
            worksync.as("rahim", 1).say(channel, "three");
            awaitTexts("one", "two", "three");
            assertThat(subscribed)
                    .filteredOn(s -> s.getChannel().equals(topic))
                    .singleElement()
                    .matches(ServerSubscribedEvent::wasRecovering)
                    .matches(ServerSubscribedEvent::getRecovered);
        } finally {
            worksync.start("gateway", 2);
        }
    }

    private JsonNode send(String text) throws Exception {
        Map<String, String> body = Map.of("text", text, "clientId", UUID.randomUUID().toString());
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        client.rpc(
                "POST /api/chat/v1/channels/" + channel + "/messages",
                Json.write(Json.of(body)).getBytes(UTF_8),
                (failure, result) -> {
                    if (failure == null) {
                        answer.complete(Json.parse(new String(result.getData(), UTF_8)));
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
        return answer.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private void awaitTexts(String... texts) {
        await("the messages on the topic")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(texts()).containsExactly(texts));
    }

    private List<String> texts() {
        return received.stream()
                .filter(data -> data.path("type").asText().equals("message.created"))
                .map(data -> data.path("message").path("text").asText())
                .toList();
    }

    private final class TokenOf extends ConnectionTokenGetter {

        private final String user;

        TokenOf(String user) {
            this.user = user;
        }

        @Override
        public void getConnectionToken(ConnectionTokenEvent event, TokenCallback callback) {
            callback.Done(null, worksync.tokens().of(user));
        }
    }

    private final class Listener extends EventListener {

        @Override
        public void onSubscribed(Client client, ServerSubscribedEvent event) {
            subscribed.add(event);
        }

        @Override
        public void onPublication(Client client, ServerPublicationEvent event) {
            if (event.getChannel().equals(topic)) {
                received.add(Json.parse(new String(event.getData(), UTF_8)));
            }
        }
    }
}

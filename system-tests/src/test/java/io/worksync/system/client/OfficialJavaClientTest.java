package io.worksync.system.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ClientInfo;
import io.github.centrifugal.centrifuge.ClientState;
import io.github.centrifugal.centrifuge.ConnectionTokenEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenGetter;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.HistoryOptions;
import io.github.centrifugal.centrifuge.HistoryResult;
import io.github.centrifugal.centrifuge.JoinEvent;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.PresenceResult;
import io.github.centrifugal.centrifuge.PresenceStatsResult;
import io.github.centrifugal.centrifuge.PublicationEvent;
import io.github.centrifugal.centrifuge.PublishResult;
import io.github.centrifugal.centrifuge.ReplyError;
import io.github.centrifugal.centrifuge.ResultCallback;
import io.github.centrifugal.centrifuge.ServerPublicationEvent;
import io.github.centrifugal.centrifuge.ServerSubscribedEvent;
import io.github.centrifugal.centrifuge.ServerUnsubscribedEvent;
import io.github.centrifugal.centrifuge.StreamPosition;
import io.github.centrifugal.centrifuge.Subscription;
import io.github.centrifugal.centrifuge.SubscriptionEventListener;
import io.github.centrifugal.centrifuge.SubscriptionState;
import io.github.centrifugal.centrifuge.TokenCallback;
import io.github.centrifugal.centrifuge.UnsubscribedEvent;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
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
    private final List<String> unsubscribed = new CopyOnWriteArrayList<>();
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

    @Test
    void it_reads_the_history_of_a_topic_in_pages() throws Exception {
        for (String text : List.of("one", "two", "three")) {
            worksync.as("rahim").say(channel, text);
        }
        awaitTexts("one", "two", "three");
        HistoryResult newest = history(new HistoryOptions.Builder().withLimit(2).withReverse(true));
        assertThat(textsOf(newest)).containsExactly("three", "two");
        long beforeLast = newest.getPublications().getLast().getOffset();
        StreamPosition since = new StreamPosition(beforeLast, newest.getEpoch());
        HistoryResult last = history(new HistoryOptions.Builder().withLimit(10).withSince(since));
        assertThat(textsOf(last)).containsExactly("three");
    }

    @Test
    void it_is_given_a_channel_that_its_user_joins_and_loses_one_that_they_leave() {
        String joined =
                worksync.as("rahim")
                        .createChannel("private", "java " + System.nanoTime(), List.of());
        String member = "/api/chat/v1/channels/" + joined + "/members/" + worksync.idOf("aisha");
        worksync.as("rahim").put(member).expect(204);
        await("the new topic").atMost(SOON).until(() -> isAmong(subscribed, "channel:" + joined));
        worksync.as("rahim").delete(member).expect(204);
        await("the topic is taken away")
                .atMost(SOON)
                .until(() -> unsubscribed.contains("channel:" + joined));
        assertThat(client.getState()).isEqualTo(ClientState.CONNECTED);
    }

    @Test
    void it_subscribes_a_topic_of_its_own_choice_and_leaves_it() throws Exception {
        List<String> presences = new CopyOnWriteArrayList<>();
        CompletableFuture<Integer> refused = new CompletableFuture<>();
        SubscriptionEventListener listener =
                new SubscriptionEventListener() {
                    @Override
                    public void onPublication(Subscription subscription, PublicationEvent event) {
                        presences.add(new String(event.getData(), UTF_8));
                    }
                };
        SubscriptionEventListener refusal =
                new SubscriptionEventListener() {
                    @Override
                    public void onUnsubscribed(Subscription subscription, UnsubscribedEvent event) {
                        refused.complete(event.getCode());
                    }
                };
        Subscription presence =
                client.newSubscription("presence:" + worksync.idOf("rahim"), listener);
        presence.subscribe();
        await("subscribed")
                .atMost(SOON)
                .until(() -> presence.getState() == SubscriptionState.SUBSCRIBED);
        try (RealtimeSocket rahim = worksync.socketOf("rahim", 1)) {
            await("rahim is seen to be online")
                    .atMost(SOON)
                    .until(() -> presences.stream().anyMatch(p -> p.contains("online")));
            assertThat(rahim.closed()).isNotDone();
        }
        presence.unsubscribe();
        await("left")
                .atMost(SOON)
                .until(() -> presence.getState() == SubscriptionState.UNSUBSCRIBED);
        Subscription stranger = client.newSubscription("meeting:" + UUID.randomUUID(), refusal);
        stranger.subscribe();
        await("the refusal of a stranger's topic").atMost(SOON).until(refused::isDone);
        assertThat(refused.get()).isEqualTo(103);
    }

    @Test
    void it_publishes_on_a_board_and_is_told_who_else_is_there() throws Exception {
        List<String> changes = new CopyOnWriteArrayList<>();
        List<String> comings = new CopyOnWriteArrayList<>();
        SubscriptionEventListener listener =
                new SubscriptionEventListener() {
                    @Override
                    public void onPublication(Subscription board, PublicationEvent event) {
                        changes.add(event.getInfo().getUser() + new String(event.getData(), UTF_8));
                    }

                    @Override
                    public void onJoin(Subscription board, JoinEvent event) {
                        comings.add(event.getInfo().getUser());
                    }
                };
        Subscription board = client.newSubscription("board:" + channel, listener);
        board.subscribe();
        await("subscribed")
                .atMost(SOON)
                .until(() -> board.getState() == SubscriptionState.SUBSCRIBED);
        CompletableFuture<PublishResult> published = new CompletableFuture<>();
        board.publish("{\"x\":7}".getBytes(UTF_8), completes(published));
        published.get(SOON.toSeconds(), TimeUnit.SECONDS);
        String aisha = worksync.idOf("aisha");
        await("its own change").atMost(SOON).until(() -> changes.contains(aisha + "{\"x\":7}"));

        try (RealtimeSocket rahim = worksync.socketOf("rahim", 1)) {
            rahim.call("subscribe", Json.object().put("channel", "board:" + channel));
            await("rahim comes").atMost(SOON).until(() -> comings.contains(worksync.idOf("rahim")));
            CompletableFuture<PresenceResult> present = new CompletableFuture<>();
            board.presence(completes(present));
            assertThat(present.get(SOON.toSeconds(), TimeUnit.SECONDS).getClients().values())
                    .extracting(ClientInfo::getUser)
                    .containsExactlyInAnyOrder(aisha, worksync.idOf("rahim"));
            CompletableFuture<PresenceStatsResult> stats = new CompletableFuture<>();
            board.presenceStats(completes(stats));
            assertThat(stats.get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .matches(counted -> counted.getNumClients() == 2)
                    .matches(counted -> counted.getNumUsers() == 2);
        }
    }

    private static <T> ResultCallback<T> completes(CompletableFuture<T> answer) {
        return (failure, result) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        };
    }

    private HistoryResult history(HistoryOptions.Builder options) throws Exception {
        CompletableFuture<HistoryResult> answer = new CompletableFuture<>();
        client.history(topic, options.build(), completes(answer));
        return answer.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<String> textsOf(HistoryResult history) {
        return history.getPublications().stream()
                .map(publication -> Json.parse(new String(publication.getData(), UTF_8)))
                .map(data -> data.path("message").path("text").asText())
                .toList();
    }

    private static boolean isAmong(List<ServerSubscribedEvent> events, String name) {
        return events.stream().anyMatch(event -> event.getChannel().equals(name));
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
        public void onUnsubscribed(Client client, ServerUnsubscribedEvent event) {
            unsubscribed.add(event.getChannel());
        }

        @Override
        public void onPublication(Client client, ServerPublicationEvent event) {
            if (event.getChannel().equals(topic)) {
                received.add(Json.parse(new String(event.getData(), UTF_8)));
            }
        }
    }
}

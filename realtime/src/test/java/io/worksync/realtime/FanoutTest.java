package io.worksync.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackTestResource.class)
class FanoutTest {

    @Inject TopicPublisher publisher;
    @Inject TopicStreams streams;
    @Inject io.vertx.core.Vertx vertx;
    @Inject Shards shards;
    @Inject Redis redis;

    private final Topic topic = Topic.of("channel", UUID.randomUUID());
    private final List<Delivered> delivered = new CopyOnWriteArrayList<>();
    private final AtomicInteger reconnections = new AtomicInteger();
    private TopicFanout fanout;

    @BeforeEach
    void start() {
        fanout = new TopicFanout(vertx, shards);
        fanout.start(delivered::add, topics -> reconnections.incrementAndGet());
    }

    @Test
    void a_subscriber_gets_what_is_published_after_it_subscribed() {
        subscribe();
        PublishResult.Appended appended =
                (PublishResult.Appended) publish("{\"text\":\"a\\nb 1\"}");
        await().until(() -> !delivered.isEmpty());
        assertThat(delivered)
                .containsExactly(
                        new Delivered(
                                topic, appended.position(), Label.NONE, "{\"text\":\"a\\nb 1\"}"));
    }

    @Test
    void who_published_what_it_replaces_and_when_travel_with_it_and_stay_in_the_stream() {
        subscribe();
        ClientInfo aisha = new ClientInfo("u", "c", "{\"name\":\"Aisha - Rahman ;,\"}");
        Publication publication =
                Publication.of("{}")
                        .withControl(Control.unsubscribing(topic, Topic.parse("board:a")))
                        .by(aisha)
                        .committed(new Committed(1_764_100_000_123L))
                        .replacing("n-1");
        publisher.publish(topic, publication).await().indefinitely();
        await().until(() -> !delivered.isEmpty());
        Label label = delivered.getFirst().label();
        assertThat(label).isEqualTo(publication.label());
        assertThat(label.client()).isEqualTo(aisha);
        Position top = streams.top(topic).await().indefinitely();
        assertThat(
                        streams.read(topic, top, null, 1, TopicStreams.Order.OLDEST_FIRST)
                                .await()
                                .indefinitely())
                .extracting(Delivered::label)
                .containsExactly(label);
    }

    @Test
    void an_asynchronous_message_reaches_only_those_who_are_there() {
        publisher.send(topic, "{\"n\":1}").await().indefinitely();
        subscribe();
        publisher.send(topic, "{\"n\":2}").await().indefinitely();
        await().until(() -> !delivered.isEmpty());
        assertThat(delivered).extracting(Delivered::data).containsExactly("{\"n\":2}");
        assertThat(delivered.getFirst().label().kind()).isEqualTo(Label.Kind.MESSAGE);
        assertThat(streams.top(topic).await().indefinitely().offset()).isZero();
    }

    @Test
    void after_a_lost_connection_it_is_subscribed_again_and_says_so() {
        subscribe();
        redis.send(Request.cmd(Command.CLIENT).arg("KILL").arg("TYPE").arg("pubsub"))
                .await()
                .indefinitely();
        await().atMost(Duration.ofSeconds(15)).until(() -> reconnections.get() == 1);
        publish("{}");
        await().untilAsserted(() -> assertThat(delivered).hasSize(1));
    }

    @Test
    void a_topic_given_up_and_wanted_again_at_once_is_received() {
        subscribe();
        fanout.unsubscribe(topic);
        subscribe();
        publish("{}");
        await().untilAsserted(() -> assertThat(delivered).hasSize(1));
    }

    private void subscribe() {
        fanout.subscribe(topic).await().atMost(Duration.ofSeconds(10));
    }

    private PublishResult publish(String data) {
        return publisher.publish(topic, Publication.of(data)).await().indefinitely();
    }
}

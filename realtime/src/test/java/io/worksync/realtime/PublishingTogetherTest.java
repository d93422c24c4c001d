package io.worksync.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.realtime.PublishResult.Appended;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Publications of one moment go to Redis in one write.
@QuarkusTest
@WithTestResource(StackTestResource.class)
class PublishingTogetherTest {

    private static final int TOPICS = 300;

    @Inject TopicPublisher publisher;
    @Inject TopicStreams streams;
    @Inject Redis redis;

    @Test
    void each_is_published_and_answered_with_its_own() {
        List<Topic> topics = IntStream.range(0, TOPICS).mapToObj(i -> topic()).toList();
        for (int n = 1; n <= 2; n++) {
            long number = n;
            List<CompletableFuture<PublishResult>> all =
                    topics.stream().map(topic -> publish(topic, number)).toList();
            for (CompletableFuture<PublishResult> each : all) {
                assertThat(((Appended) each.join()).position().offset()).isEqualTo(number);
            }
        }
        assertThat(topics).allSatisfy(topic -> assertThat(held(topic)).hasSize(2));
    }

    @Test
    void one_that_fails_leaves_the_others_as_they_are() {
        List<Topic> topics = IntStream.range(0, 5).mapToObj(i -> topic()).toList();
        Topic broken = topics.get(2);
        send(Request.cmd(Command.SET).arg(TopicKeys.of(broken).getFirst()).arg("no hash"));

        List<CompletableFuture<PublishResult>> all =
                topics.stream().map(topic -> publish(topic, 1)).toList();

        for (int i = 0; i < all.size(); i++) {
            CompletableFuture<PublishResult> each = all.get(i);
            if (topics.get(i).equals(broken)) {
                assertThatThrownBy(each::join).hasMessageContaining("WRONGTYPE");
            } else {
                each.join();
                assertThat(held(topics.get(i))).hasSize(1);
            }
        }
    }

    @Test
    void it_goes_on_after_its_connection_has_ended() {
        Topic topic = topic();
        publish(topic, 1).join();
        send(Request.cmd(Command.CLIENT).arg("KILL").arg("TYPE").arg("normal"));
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(publish(topic, 2).join()).isNotNull());
        assertThat(held(topic)).hasSize(2);
    }

    private static Topic topic() {
        return Topic.of("channel", UUID.randomUUID());
    }

    private CompletableFuture<PublishResult> publish(Topic topic, long number) {
        return publisher
                .publish(topic, Publication.of("{}").withSequence(number))
                .subscribeAsCompletionStage();
    }

    private List<Delivered> held(Topic topic) {
        Position top = streams.peek(topic).await().indefinitely();
        return streams.read(topic, top, null, 10, TopicStreams.Order.OLDEST_FIRST)
                .await()
                .indefinitely();
    }

    private void send(Request request) {
        redis.send(request).await().indefinitely();
    }
}

package io.worksync.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackTestResource.class)
class RecoveringTest {

    @Inject TopicPublisher publisher;
    @Inject TopicStreams streams;
    @Inject Redis redis;

    private final Topic topic = Topic.of("channel", UUID.randomUUID());

    @Test
    void what_was_missed_comes_whole_and_in_order() {
        publish(5);
        Position since = new Position(top().epoch(), 2);
        Recovery.Whole whole = (Recovery.Whole) recover(since);
        assertThat(whole.missed()).extracting(Delivered::data).containsExactly("3", "4", "5");
        assertThat(whole.missed())
                .extracting(d -> d.position().offset())
                .containsExactly(3L, 4L, 5L);
        assertThat(whole.top().offset()).isEqualTo(5);
    }

    @Test
    void nothing_missed_is_whole_also_before_the_first_publication() {
        Position empty = top();
        assertThat(recover(empty)).isEqualTo(new Recovery.Whole(empty, List.of()));
        publish(1);
        assertThat(recover(top())).isEqualTo(new Recovery.Whole(top(), List.of()));
        assertThat(((Recovery.Whole) recover(empty)).missed()).hasSize(1);
    }

    @Test
    void a_stream_that_was_trimmed_below_the_position_is_lost() {
        publish(1);
        Position since = top();
        publish(1100);
        assertThat(recover(since)).isInstanceOf(Recovery.Lost.class);
    }

    @Test
    void a_stream_whose_entries_expired_is_lost_unless_nothing_was_missed() {
        publish(3);
        Position behind = new Position(top().epoch(), 2);
        redis.send(Request.cmd(Command.DEL).arg(TopicKeys.of(topic).get(1))).await().indefinitely();
        assertThat(recover(behind)).isInstanceOf(Recovery.Lost.class);
        assertThat(recover(top())).isInstanceOf(Recovery.Whole.class);
    }

    @Test
    void another_epoch_is_lost_even_at_the_same_offset() {
        publish(3);
        Position old = top();
        TopicKeys.of(topic)
                .forEach(
                        key ->
                                redis.send(Request.cmd(Command.DEL).arg(key))
                                        .await()
                                        .indefinitely());
        publish(3);
        assertThat(top().offset()).isEqualTo(old.offset());
        assertThat(recover(old)).isInstanceOf(Recovery.Lost.class);
    }

    @Test
    void a_position_beyond_the_top_is_lost() {
        publish(1);
        assertThat(recover(new Position(top().epoch(), 9))).isInstanceOf(Recovery.Lost.class);
    }

    @Test
    void a_control_travels_in_the_stream() {
        Topic user = Topic.of("user", UUID.randomUUID());
        Position since = streams.top(user).await().indefinitely();
        publisher
                .publish(user, Publication.of("{}").withControl(Control.subscribing(topic)))
                .await()
                .indefinitely();
        Recovery.Whole whole = (Recovery.Whole) streams.recover(user, since).await().indefinitely();
        assertThat(whole.missed().getFirst().control()).isEqualTo(Control.subscribing(topic));
    }

    @Test
    void a_cached_topic_keeps_only_the_latest() {
        Topic presence = Topic.of("presence", UUID.randomUUID());
        publisher.publish(presence, Publication.of("1")).await().indefinitely();
        publisher.publish(presence, Publication.of("2")).await().indefinitely();
        assertThat(streams.latest(presence).await().indefinitely().data()).isEqualTo("2");
    }

    private void publish(int count) {
        List<Publication> publications =
                IntStream.rangeClosed(1, count)
                        .mapToObj(n -> Publication.of(Integer.toString(n)))
                        .toList();
        publisher.publishAll(topic, publications).await().indefinitely();
    }

    private Position top() {
        return streams.top(topic).await().indefinitely();
    }

    private Recovery recover(Position since) {
        return streams.recover(topic, since).await().indefinitely();
    }
}

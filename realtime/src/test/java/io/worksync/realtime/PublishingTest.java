package io.worksync.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.realtime.PublishResult.AlreadyPublished;
import io.worksync.realtime.PublishResult.Appended;
import io.worksync.realtime.PublishResult.Gap;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackTestResource.class)
class PublishingTest {

    @Inject TopicPublisher publisher;
    @Inject TopicStreams streams;

    private final Topic topic = Topic.of("channel", UUID.randomUUID());

    @Test
    void offsets_count_from_one_in_one_epoch() {
        Appended first = (Appended) publish(Publication.of("{\"n\":1}"));
        Appended second = (Appended) publish(Publication.of("{\"n\":2}"));
        assertThat(first.position().offset()).isEqualTo(1);
        assertThat(second.position()).isEqualTo(new Position(first.position().epoch(), 2));
    }

    @Test
    void a_sequence_is_published_once() {
        publish(numbered(1));
        assertThat(publish(numbered(1))).isInstanceOf(AlreadyPublished.class);
        assertThat(contents()).containsExactly("{\"n\":1}");
    }

    @Test
    void a_sequence_that_would_leave_a_gap_is_refused() {
        publish(numbered(1));
        assertThat(publish(numbered(3))).isEqualTo(new Gap(1L));
        assertThat(contents()).containsExactly("{\"n\":1}");
    }

    @Test
    void a_topic_that_redis_does_not_know_takes_no_sequence_but_the_first() {
        assertThat(publish(numbered(7))).isEqualTo(new Gap(null));
        assertThat(contents()).isEmpty();
    }

    @Test
    void a_batch_is_published_up_to_its_gap() {
        PublishResult result =
                publisher
                        .publishAll(topic, List.of(numbered(1), numbered(2), numbered(4)))
                        .await()
                        .indefinitely();
        assertThat(result).isEqualTo(new Gap(2L));
        assertThat(contents()).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void a_key_is_published_once() {
        publish(Publication.of("{}").withKey("k"));
        assertThat(publish(Publication.of("{}").withKey("k"))).isInstanceOf(AlreadyPublished.class);
        assertThat(contents()).hasSize(1);
    }

    @Test
    void a_restart_begins_an_epoch_after_the_last_sequence() {
        Position before = ((Appended) publish(numbered(1))).position();
        assertThat(publisher.restart(topic, 8, 1L).await().indefinitely()).isTrue();
        Appended after = (Appended) publish(numbered(9));
        assertThat(after.position().epoch()).isNotEqualTo(before.epoch());
        assertThat(after.position().offset()).isEqualTo(1);
    }

    @Test
    void a_restart_where_nothing_was_published_yet_keeps_the_epoch_that_readers_know() {
        Position known = streams.top(topic).await().indefinitely();
        assertThat(publish(numbered(9))).isEqualTo(new Gap(null));
        assertThat(publisher.restart(topic, 8, null).await().indefinitely()).isTrue();
        Appended after = (Appended) publish(numbered(9));
        assertThat(after.position()).isEqualTo(new Position(known.epoch(), 1));
    }

    @Test
    void a_restart_is_void_when_another_publisher_has_moved_on() {
        publish(numbered(1));
        publish(numbered(2));
        assertThat(publisher.restart(topic, 8, 1L).await().indefinitely()).isFalse();
        assertThat(contents()).hasSize(2);
    }

    @Test
    void publishers_in_any_order_that_fill_the_gaps_leave_every_sequence_once_in_order() {
        int count = 200;
        List<Long> order = new ArrayList<>(LongStream.rangeClosed(1, count).boxed().toList());
        Collections.shuffle(order, new java.util.Random(42));
        CompletableFuture.allOf(
                        order.stream()
                                .map(n -> publishUntilAccepted(n).toCompletableFuture())
                                .toArray(CompletableFuture<?>[]::new))
                .join();
        assertThat(contents())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, count)
                                .mapToObj(n -> "{\"n\":" + n + "}")
                                .toList());
    }

    /// As chat-service does: on a gap, everything from the missing one on is published.
    private CompletableFuture<PublishResult> publishUntilAccepted(long n) {
        return publisher
                .publish(topic, numbered(n))
                .chain(
                        result ->
                                result instanceof Gap gap
                                        ? publisher.publishAll(topic, from(gap.last(), n))
                                        : io.smallrye.mutiny.Uni.createFrom().item(result))
                .subscribeAsCompletionStage();
    }

    private static List<Publication> from(Long last, long to) {
        return LongStream.rangeClosed(last == null ? 1 : last + 1, to)
                .mapToObj(PublishingTest::numbered)
                .toList();
    }

    private PublishResult publish(Publication publication) {
        return publisher.publish(topic, publication).await().indefinitely();
    }

    private static Publication numbered(long n) {
        return Publication.of("{\"n\":" + n + "}").withSequence(n);
    }

    private List<String> contents() {
        Position top = streams.top(topic).await().indefinitely();
        return streams
                .read(topic, top, null, 1000, TopicStreams.Order.OLDEST_FIRST)
                .await()
                .indefinitely()
                .stream()
                .map(Delivered::data)
                .toList();
    }
}

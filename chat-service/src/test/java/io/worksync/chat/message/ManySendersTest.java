package io.worksync.chat.message;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.MINA;
import static io.worksync.chat.Person.OMAR;
import static io.worksync.chat.Person.RAHIM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.chat.Crowd;
import io.worksync.chat.Person;
import io.worksync.chat.TopicReader;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class ManySendersTest {

    private static final List<Person> PEOPLE = List.of(RAHIM, AISHA, MINA, OMAR);
    private static final int SENDERS = 20;
    private static final int EACH = 5;

    @Inject TopicReader topics;
    @Inject MeterRegistry metrics;

    @Test
    void history_and_topic_have_one_order_without_gaps() {
        String channel = RAHIM.creates("private");
        PEOPLE.stream().skip(1).forEach(person -> RAHIM.adds(channel, person));

        Crowd.of(SENDERS, i -> sendsSeveral(PEOPLE.get(i % PEOPLE.size()), channel));

        List<Integer> expected = IntStream.rangeClosed(1, SENDERS * EACH).boxed().toList();
        assertThat(
                        RAHIM.reads(channel, "?limit=200")
                                .jsonPath()
                                .getList("items.seq", Integer.class))
                .isEqualTo(expected);
        await().atMost(10, SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(topics.createdSeqs(TopicReader.channel(channel)))
                                        .isEqualTo(expected));
    }

    @Test
    void sends_into_many_channels_at_once_share_statements() {
        List<String> channels =
                IntStream.range(0, SENDERS).mapToObj(i -> RAHIM.creates("private")).toList();
        DistributionSummary sizes = metrics.summary("worksync_chat_append_batch_size");
        long statements = sizes.count();
        double messages = sizes.totalAmount();

        Crowd.of(SENDERS, i -> sendsSeveral(RAHIM, channels.get(i)));

        assertThat(sizes.totalAmount() - messages).isGreaterThanOrEqualTo(SENDERS * EACH);
        assertThat(sizes.count() - statements).isLessThan(SENDERS * EACH);
    }

    private static Person sendsSeveral(Person person, String channel) {
        IntStream.range(0, EACH).forEach(i -> person.says(channel, "message " + i));
        return person;
    }
}

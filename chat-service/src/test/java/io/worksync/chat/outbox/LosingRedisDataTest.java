package io.worksync.chat.outbox;

import static io.worksync.chat.Person.RAHIM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.chat.TopicReader;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class LosingRedisDataTest {

    @Inject RedisDataSource redis;
    @Inject TopicReader topics;

    private String channel;
    private Topic topic;
    private Position before;

    @BeforeEach
    void two_messages_are_on_the_topic() {
        channel = RAHIM.creates("private");
        topic = TopicReader.channel(channel);
        RAHIM.says(channel, "one");
        RAHIM.says(channel, "two");
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(topics.createdSeqs(topic)).containsExactly(1, 2));
        before = topics.top(topic);
    }

    @Test
    void the_topic_begins_anew_and_goes_on() {
        redis.key().del(key("meta"), key("stream"));

        RAHIM.says(channel, "three");
        RAHIM.says(channel, "four");

        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(topics.createdSeqs(topic)).endsWith(4));
        assertThat(topics.top(topic).epoch()).isNotEqualTo(before.epoch());
        assertThat(RAHIM.reads(channel, "").jsonPath().getList("items.seq", Integer.class))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void going_back_in_time_leaves_no_hole_in_an_epoch() {
        // as after a crash of Redis that lost its last writes: "two" is gone from topic and outbox
        redis.hash(String.class).hset(key("meta"), "s", "2");

        RAHIM.says(channel, "three");

        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(topics.createdSeqs(topic)).containsExactly(3));
        assertThat(topics.top(topic).epoch()).isNotEqualTo(before.epoch());
    }

    private String key(String suffix) {
        return "worksync:{" + topic + "}:" + suffix;
    }
}

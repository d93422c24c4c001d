package io.worksync.notification;

import static io.worksync.notification.Person.OMAR;
import static io.worksync.notification.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "notification-service"))
class UnreadableRecordTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Chat chat;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private final ChannelRef channel = Chat.channel(ChannelKind.DIRECT);

    @Test
    void it_is_set_aside_with_the_reason_and_holds_nobody_up() {
        String key = channel.id().toString();
        chat.record(
                KafkaTopics.MESSAGES,
                key,
                "message.created",
                Instant.now(),
                "{\"message\":\"secret\"}");
        chat.sent(
                channel,
                Chat.message(channel, RAHIM.id(), "after it", Mentions.NONE),
                List.of(RAHIM.id(), OMAR.id()));

        await().atMost(SOON).until(() -> OMAR.inbox(channel.id()).size() == 1);
        ConsumerRecord<String, String> aside = setAside(key);
        assertThat(aside.value()).isEqualTo("{\"message\":\"secret\"}");
        byte[] reason = aside.headers().lastHeader("dead-letter-reason").value();
        assertThat(new String(reason, StandardCharsets.UTF_8))
                .contains("MessageEvent")
                .doesNotContain("secret");
    }

    private ConsumerRecord<String, String> setAside(String key) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partitions =
                    consumer.partitionsFor(KafkaTopics.MESSAGES + ".dlq").stream()
                            .map(
                                    info ->
                                            new org.apache.kafka.common.TopicPartition(
                                                    info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            await().atMost(SOON)
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200))
                                        .forEach(
                                                record -> {
                                                    if (key.equals(record.key())) {
                                                        found.add(record);
                                                    }
                                                });
                                return !found.isEmpty();
                            });
            return found.getFirst();
        }
    }
}

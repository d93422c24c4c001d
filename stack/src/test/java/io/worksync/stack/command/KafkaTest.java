package io.worksync.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.stack.part.Kafka;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaTest {

    private static final String MEMBERSHIPS = "worksync.chat.memberships";
    private static final TopicPartition FIRST = new TopicPartition("worksync.chat.messages", 0);

    private static final TestStack STACK = new TestStack();

    @BeforeAll
    static void start() {
        STACK.start("kafka");
    }

    @AfterAll
    static void stop() throws IOException {
        STACK.close();
    }

    private Map<String, Object> address() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + STACK.layout().port(Kafka.PORT));
    }

    @Test
    void has_the_topics_of_the_contract() throws Exception {
        try (Admin admin = Admin.create(address())) {
            var topics = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            assertThat(topics).contains(FIRST.topic(), MEMBERSHIPS, "worksync.meetings.dlq");
            var memberships = new ConfigResource(ConfigResource.Type.TOPIC, MEMBERSHIPS);
            var settings =
                    admin.describeConfigs(List.of(memberships)).all().get(30, TimeUnit.SECONDS);
            assertThat(settings.get(memberships).get("cleanup.policy").value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void keeps_acknowledged_records_over_kill_9() throws Exception {
        try (var producer =
                new KafkaProducer<>(address(), new StringSerializer(), new StringSerializer())) {
            var record = new ProducerRecord<>(FIRST.topic(), FIRST.partition(), "key", "hello");
            producer.send(record).get(30, TimeUnit.SECONDS);
        }
        STACK.crash("kafka");
        STACK.start("kafka");
        List<String> seen = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        address(), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(FIRST));
            consumer.seekToBeginning(List.of(FIRST));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200))
                                        .forEach(record -> seen.add(record.value()));
                                return seen.contains("hello");
                            });
        }
    }
}

package io.worksync.chat.outbox;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.messages;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.event.MessageEvent;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class TellingKafkaTest {

    @Inject ObjectMapper json;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    @BeforeEach
    void somebody_listens() {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", brokers, "allow.auto.create.topics", "true"),
                        new StringDeserializer(),
                        new StringDeserializer());
        List<TopicPartition> partitions =
                List.of(KafkaTopics.MESSAGES, KafkaTopics.MEMBERSHIPS).stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    @AfterEach
    void nobody_listens() {
        consumer.close();
    }

    @Test
    void messages_come_in_order_with_what_consumers_need() throws Exception {
        String channel = RAHIM.talksTo(AISHA);
        String id = RAHIM.says(channel, "hello").getString("id");
        RAHIM.call()
                .body(Map.of("text", "hello!"))
                .patch(messages(channel) + "/" + id)
                .then()
                .statusCode(200);
        RAHIM.call().delete(messages(channel) + "/" + id).then().statusCode(204);

        await().atMost(60, SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(about(KafkaTopics.MESSAGES, id))
                                        .extracting(record -> header(record, "ce_type"))
                                        .containsExactly(
                                                "message.created",
                                                "message.updated",
                                                "message.deleted"));
        ConsumerRecord<String, String> created = about(KafkaTopics.MESSAGES, id).getFirst();
        assertThat(created.key()).isEqualTo(channel);
        assertThat(header(created, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(created, "ce_id")).hasSize(36);
        assertThat(header(created, "ce_source")).isEqualTo("/chat-service");
        MessageEvent event = json.readValue(created.value(), MessageEvent.class);
        assertThat(event.message().text()).isEqualTo("hello");
        assertThat(event.author().username()).isEqualTo("rahim");
        assertThat(event.directMemberIds()).hasSize(2);
        JsonNode tree = json.readTree(created.value());
        assertThat(tree.get("channel").get("kind").asText()).isEqualTo("direct");
    }

    @Test
    void memberships_come_with_a_version_that_grows() throws Exception {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
        RAHIM.removes(channel, AISHA);
        String key = channel + ":" + AISHA.id();

        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(keyed(key)).hasSize(2));
        MembershipEvent joined =
                json.readValue(keyed(key).getFirst().value(), MembershipEvent.class);
        MembershipEvent left = json.readValue(keyed(key).getLast().value(), MembershipEvent.class);
        assertThat(joined.joined()).isTrue();
        assertThat(left.joined()).isFalse();
        assertThat(left.version()).isGreaterThan(joined.version());
        assertThat(header(keyed(key).getLast(), "ce_type")).isEqualTo("member.left");
    }

    private List<ConsumerRecord<String, String>> about(String topic, String text) {
        poll();
        return records.stream()
                .filter(record -> record.topic().equals(topic) && record.value().contains(text))
                .toList();
    }

    private List<ConsumerRecord<String, String>> keyed(String key) {
        poll();
        return records.stream().filter(record -> record.key().equals(key)).toList();
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

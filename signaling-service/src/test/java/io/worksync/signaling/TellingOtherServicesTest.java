package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.id.ChannelId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TellingOtherServicesTest extends MeetingTest {

    @Test
    void that_a_meeting_started_and_ended_and_who_was_in_it_reaches_kafka_in_order() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.leaves(RAHIM.joins(meeting));

        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of(KafkaTopics.MEETINGS));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                                return of(records, meeting).size() == 4;
                            });

            assertThat(of(records, meeting).stream().map(TellingOtherServicesTest::type))
                    .containsExactly(
                            "meeting.started",
                            "attendance.changed",
                            "meeting.ended",
                            "attendance.changed");
            assertThat(attending(of(records, meeting).get(1)))
                    .containsExactly(RAHIM.id().toString());
            assertThat(attending(of(records, meeting).get(3))).isEmpty();
            JsonObject ended = new JsonObject(of(records, meeting).get(2).value());
            assertThat(ended.getJsonObject("meeting").getString("channelId"))
                    .isEqualTo(channel.toString());
            assertThat(ended.getJsonObject("meeting").getString("endedAt")).isNotNull();
            assertThat(of(records, meeting).stream().map(record -> header(record, "ce_id")))
                    .doesNotHaveDuplicates();
        }
    }

    private static List<ConsumerRecord<String, String>> of(
            List<ConsumerRecord<String, String>> records, String meeting) {
        return records.stream().filter(record -> meeting.equals(record.key())).toList();
    }

    private static List<String> attending(ConsumerRecord<String, String> record) {
        return new JsonObject(record.value())
                .getJsonArray("userIds").stream().map(Object::toString).toList();
    }

    private static String type(ConsumerRecord<String, String> record) {
        return header(record, "ce_type");
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}

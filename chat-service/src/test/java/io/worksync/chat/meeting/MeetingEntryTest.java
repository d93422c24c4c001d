package io.worksync.chat.meeting;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.MeetingEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class MeetingEntryTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    @Inject ObjectMapper json;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void the_channel_says_once_for_how_long_and_with_whom_there_was_a_meeting() throws Exception {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
        Meeting first = meeting(channel, "Review", START.plusSeconds(75 * 60));
        Meeting second = meeting(channel, null, START.plusSeconds(20));
        List<UserId> both = List.of(UserId.fromString(RAHIM.id()), UserId.fromString(AISHA.id()));

        ended(first, both);
        ended(first, both);
        ended(second, List.of(both.getFirst()));

        await().atMost(SOON).until(() -> texts(channel).size() >= 2);
        assertThat(texts(channel))
                .containsExactly(
                        "Meeting “Review” · 1 h 15 min · Rahim Uddin, Aisha Karim",
                        "Meeting · less than a minute · nobody else came");
    }

    private static List<String> texts(String channel) {
        return RAHIM.reads(channel, "").jsonPath().getList("items.text", String.class);
    }

    private static Meeting meeting(String channel, String title, Instant end) {
        return new Meeting(
                new MeetingId(UUID.randomUUID()),
                title,
                ChannelId.fromString(channel),
                UserId.fromString(RAHIM.id()),
                START,
                end,
                MediaPlaneKind.MESH,
                0,
                null,
                "code",
                false,
                false,
                false,
                false,
                null,
                1);
    }

    private void ended(Meeting meeting, List<UserId> people) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(record(meeting, people)).get();
        }
    }

    private ProducerRecord<String, String> record(Meeting meeting, List<UserId> people)
            throws JsonProcessingException {
        // one key, so that they come in order
        ProducerRecord<String, String> record =
                new ProducerRecord<>(
                        KafkaTopics.MEETINGS,
                        meeting.channelId().toString(),
                        json.writeValueAsString(new MeetingEvent(meeting, people)));
        record.headers().add("ce_type", "meeting.ended".getBytes(StandardCharsets.UTF_8));
        return record;
    }
}

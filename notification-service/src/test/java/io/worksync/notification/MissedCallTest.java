package io.worksync.notification;

import static io.worksync.notification.Person.AISHA;
import static io.worksync.notification.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.MissedMeetingEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "notification-service"))
class MissedCallTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Chat chat;
    @Inject ObjectMapper json;

    private final ChannelId channel =
            new ChannelId(Generators.timeBasedEpochGenerator().generate());

    @Test
    void whoever_missed_it_finds_it_in_the_inbox_once() throws Exception {
        String eventId = UUID.randomUUID().toString();
        Instant now = Instant.now();

        chat.record(KafkaTopics.MEETINGS, "meeting", "meeting.missed", now, missed(), eventId);
        chat.record(KafkaTopics.MEETINGS, "meeting", "meeting.missed", now, missed(), eventId);
        chat.record(KafkaTopics.MEETINGS, "meeting", "meeting.ended", now, "{}", eventId);
        String another = UUID.randomUUID().toString();
        chat.record(KafkaTopics.MEETINGS, "meeting", "meeting.missed", now, missed(), another);

        await().atMost(SOON).until(() -> AISHA.inbox(channel).size() == 2);
        assertThat(AISHA.inbox(channel).getFirst())
                .containsEntry("kind", "missed_call")
                .containsEntry("title", "Missed call from Rahim")
                .containsEntry("body", "Stand-up")
                .containsEntry("messageId", null)
                .containsEntry("actorId", RAHIM.id().toString())
                .containsEntry("readAt", null);
    }

    private String missed() throws JsonProcessingException {
        Meeting meeting =
                new Meeting(
                        new MeetingId(UUID.randomUUID()),
                        "Stand-up",
                        channel,
                        RAHIM.id(),
                        Instant.now(),
                        null,
                        MediaPlaneKind.MESH,
                        1,
                        null,
                        "code",
                        false,
                        false,
                        false,
                        false,
                        null,
                        1);
        User caller = new User(RAHIM.id(), "rahim", "Rahim", UserRole.MEMBER);
        return json.writeValueAsString(new MissedMeetingEvent(meeting, AISHA.id(), caller));
    }
}

package io.worksync.chat.receipt;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.OMAR;
import static io.worksync.chat.Person.RAHIM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.chat.TopicReader;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class MarkingReadTest {

    @Inject TopicReader topics;

    private String channel;

    @BeforeEach
    void rahim_writes_three_messages() {
        channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
        RAHIM.says(channel, "one");
        RAHIM.says(channel, "two @aisha");
        RAHIM.says(channel, "three");
    }

    @Test
    void what_comes_after_it_is_unread() {
        assertThat(AISHA.sees(channel)).containsEntry("unread", 3).containsEntry("mentions", 1);

        AISHA.marksRead(channel, Map.of("seq", 2)).then().statusCode(204);

        assertThat(AISHA.sees(channel))
                .containsEntry("readSeq", 2)
                .containsEntry("unread", 1)
                .containsEntry("mentions", 0);
    }

    @Test
    void it_moves_back_only_by_force() {
        AISHA.marksRead(channel, Map.of("seq", 3)).then().statusCode(204);
        AISHA.marksRead(channel, Map.of("seq", 1)).then().statusCode(204);
        assertThat(AISHA.sees(channel)).containsEntry("readSeq", 3);

        AISHA.marksRead(channel, Map.of("seq", 1, "force", true)).then().statusCode(204);

        assertThat(AISHA.sees(channel)).containsEntry("unread", 2).containsEntry("mentions", 1);
    }

    @Test
    void a_seq_beyond_the_end_is_refused() {
        AISHA.marksRead(channel, Map.of("seq", 4)).then().statusCode(400);
        AISHA.marksRead(channel, Map.of("seq", -1)).then().statusCode(400);
        AISHA.marksRead(channel, Map.of("seq", "2")).then().statusCode(400);
        AISHA.marksRead(channel, Map.of("seq", 1.5)).then().statusCode(400);
        AISHA.marksRead(channel, Map.of()).then().statusCode(400);
        OMAR.marksRead(channel, Map.of("seq", 1)).then().statusCode(404);

        assertThat(AISHA.sees(channel)).containsEntry("readSeq", 0);
    }

    @Test
    void writing_reads_what_came_before() {
        AISHA.says(channel, "four");

        assertThat(AISHA.sees(channel)).containsEntry("readSeq", 4).containsEntry("unread", 0);
        assertThat(RAHIM.sees(channel)).containsEntry("readSeq", 3).containsEntry("unread", 1);
    }

    @Test
    void the_other_devices_are_told() {
        AISHA.marksRead(channel, Map.of("seq", 2)).then().statusCode(204);

        await().atMost(10, SECONDS)
                .untilAsserted(
                        () -> {
                            JsonNode last = topics.events(TopicReader.user(AISHA)).getLast();
                            assertThat(last.get("type").asText()).isEqualTo("read.updated");
                            assertThat(last.get("read").get("channelId").asText())
                                    .isEqualTo(channel);
                            assertThat(last.get("read").get("unread").asInt()).isEqualTo(1);
                        });
    }
}

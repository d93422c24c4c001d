package io.worksync.presence;

import static io.worksync.presence.Person.AISHA;
import static io.worksync.presence.Person.RAHIM;
import static io.worksync.presence.Person.ZOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.worksync.contracts.id.ChannelId;
import io.worksync.realtime.Topic;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "presence-service"))
@WithTestResource(ChatAnswers.class)
class TypingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject Neighbours neighbours;
    @Inject Listener listener;

    private final ChannelId channel = Neighbours.channel();
    private Topic topic;

    @BeforeEach
    void rahim_is_a_member_of_the_channel() {
        neighbours.joined(channel, RAHIM.id(), 1);
        topic = listener.listenTo("typing", channel);
        await().atMost(SOON).until(() -> RAHIM.listensTo("typing:" + channel) == 204);
    }

    @Test
    void members_hear_that_somebody_types_and_stops() {
        assertThat(types(RAHIM, true)).isEqualTo(202);
        assertThat(types(RAHIM, false)).isEqualTo(202);
        assertThat(types(RAHIM, false)).isEqualTo(202);

        await().atMost(SOON).until(() -> listener.heardOn(topic).size() >= 2);
        assertThat(listener.typesOn(topic)).containsExactly("typing.started", "typing.stopped");
        JsonPath started = listener.heardOn(topic).getFirst();
        assertThat(started.getString("typing.channelId")).isEqualTo(channel.toString());
        assertThat(started.getString("typing.userId")).isEqualTo(RAHIM.id().toString());
        assertThat(Instant.parse(started.getString("typing.expiresAt"))).isAfter(Instant.now());
    }

    @Test
    void typing_that_is_not_renewed_ends_by_itself_once() {
        assertThat(types(RAHIM, true)).isEqualTo(202);

        await().atMost(SOON).until(() -> listener.typesOn(topic).contains("typing.stopped"));
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> listener.heardOn(topic).size() == 2);
    }

    @Test
    void typing_on_is_told_again_only_now_and_then_and_does_not_end() {
        Instant end = Instant.now().plusSeconds(5);
        await().pollInterval(Duration.ofMillis(300))
                .atMost(SOON)
                .until(
                        () -> {
                            types(RAHIM, true);
                            return Instant.now().isAfter(end);
                        });

        assertThat(listener.typesOn(topic)).containsOnly("typing.started").hasSizeBetween(2, 5);
    }

    @Test
    void a_stranger_is_refused() {
        assertThat(types(ZOE, true)).isEqualTo(404);
        assertThat(ZOE.listensTo("typing:" + channel)).isEqualTo(404);
        assertThat(listener.heardOn(topic)).isEmpty();
    }

    @Test
    void a_member_known_only_to_chat_service_may() {
        ChatAnswers.knows(channel);

        assertThat(types(ZOE, true)).isEqualTo(202);
        await().atMost(SOON).until(() -> listener.typesOn(topic).contains("typing.started"));
    }

    @Test
    void beginning_everywhere_at_once_is_refused() {
        neighbours.joined(channel, AISHA.id(), 1);
        await().atMost(SOON).until(() -> AISHA.listensTo("typing:" + channel) == 204);
        int status = 202;
        for (int i = 0; i < 13 && status == 202; i++) {
            String thread = "\"threadId\":\"" + UUID.randomUUID() + "\",";
            status = types(AISHA, thread + "\"typing\":true");
        }
        assertThat(status).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"channelId\":\"x\",\"typing\":true}",
                "{\"typing\":true}",
                "{\"channelId\":\"0198c1b0-0000-7000-8000-000000000000\",\"typing\":\"maybe\"}",
                "null"
            })
    void nonsense_is_refused(String body) {
        RAHIM.call()
                .body(body)
                .post("/api/presence/v1/typing")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private int types(Person person, boolean typing) {
        return types(person, "\"typing\":" + typing);
    }

    private int types(Person person, String rest) {
        return person.call()
                .body("{\"channelId\":\"" + channel + "\"," + rest + "}")
                .post("/api/presence/v1/typing")
                .statusCode();
    }
}

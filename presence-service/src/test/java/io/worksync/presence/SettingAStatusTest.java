package io.worksync.presence;

import static io.worksync.presence.Person.AISHA;
import static io.worksync.presence.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.session.Session;
import io.worksync.realtime.Topic;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "presence-service"))
@WithTestResource(ChatAnswers.class)
class SettingAStatusTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Neighbours neighbours;
    @Inject Listener listener;

    private Topic topic;
    private Session session;

    @BeforeEach
    void aisha_is_online_and_rahim_may_see_it() {
        ChannelId channel = Neighbours.channel();
        neighbours.joined(channel, RAHIM.id(), 1);
        neighbours.joined(channel, AISHA.id(), 1);
        set("{\"availability\":\"auto\"}");
        session = Neighbours.session(AISHA.id(), neighbours.node(Duration.ofMinutes(2)));
        neighbours.opened(session);
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(AISHA.id()).equals("online"));
        topic = listener.listenTo("presence", AISHA.id());
    }

    @AfterEach
    void aisha_leaves() {
        neighbours.closed(session);
    }

    @Test
    void others_see_it_at_once_and_until_it_ends() {
        int before = listener.heardOn(topic).size();
        String until = Instant.now().plusSeconds(4).toString();

        set(
                """
                {"availability":"dnd","statusText":"Focus","statusEmoji":"🎧","until":"%s"}"""
                        .formatted(until));

        assertThat(RAHIM.sees(AISHA.id()))
                .containsEntry("availability", "dnd")
                .containsEntry("statusText", "Focus")
                .containsEntry("statusEmoji", "🎧");
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(AISHA.id()).equals("online"));
        assertThat(RAHIM.sees(AISHA.id())).containsEntry("statusText", null);
        assertThat(listener.availabilitiesOn(topic).subList(before, before + 2))
                .containsExactly("dnd", "online");
        AISHA.call()
                .get("/api/presence/v1/me")
                .then()
                .statusCode(200)
                .body("availability", equalTo("auto"));
    }

    @Test
    void the_same_status_again_tells_nobody_anything() {
        set("{\"availability\":\"away\",\"statusText\":\"Lunch\"}");
        int before = listener.heardOn(topic).size();

        set("{\"availability\":\"away\",\"statusText\":\"Lunch\"}");

        assertThat(listener.heardOn(topic)).hasSize(before);
    }

    @Test
    void somebody_invisible_is_offline_for_others_but_there_for_the_services() {
        set("{\"availability\":\"invisible\",\"statusText\":\"Hidden\"}");
        assertThat(RAHIM.sees(AISHA.id()))
                .containsEntry("availability", "offline")
                .containsEntry("statusText", null);
        int before = listener.heardOn(topic).size();

        Session second = Neighbours.session(AISHA.id(), session.node());
        neighbours.opened(second);
        neighbours.closed(second);
        neighbours.closed(session);

        await().atMost(SOON)
                .until(
                        () ->
                                listener.availabilitiesOnKafka(AISHA.id())
                                        .getLast()
                                        .equals("offline"));
        assertThat(listener.heardOn(topic)).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"availability\":\"busy\"}",
                "{\"availability\":7}",
                "{\"availability\":\"away\",\"statusText\":\"a\\u0000b\"}",
                "{\"availability\":\"away\",\"until\":\"2001-01-01T00:00:00Z\"}",
                "{\"availability\":\"away\",\"until\":\"soon\"}",
                "[]",
                "{",
                "null"
            })
    void nonsense_is_refused_and_changes_nothing(String body) {
        AISHA.call()
                .body(body)
                .put("/api/presence/v1/me")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
        AISHA.call().get("/api/presence/v1/me").then().body("availability", equalTo("auto"));
    }

    @Test
    void a_text_of_101_characters_is_refused_and_of_100_is_not() {
        String text = "ü".repeat(100);
        set("{\"availability\":\"away\",\"statusText\":\"" + text + "\"}");
        AISHA.call()
                .body("{\"availability\":\"away\",\"statusText\":\"" + text + "x\"}")
                .put("/api/presence/v1/me")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("statusText"));
    }

    private static void set(String body) {
        AISHA.call().body(body).put("/api/presence/v1/me").then().statusCode(200);
    }
}

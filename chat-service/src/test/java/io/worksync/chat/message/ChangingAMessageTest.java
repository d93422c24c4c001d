package io.worksync.chat.message;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.OMAR;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.messages;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.worksync.chat.Person;
import io.worksync.chat.TopicReader;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class ChangingAMessageTest {

    @Inject TopicReader topics;

    private String channel;
    private String message;

    @BeforeEach
    void rahim_writes_to_aisha() {
        channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
        message = AISHA.says(channel, "helo").getString("id");
    }

    @Test
    void the_author_edits_it() {
        edits(AISHA, "hello @rahim")
                .then()
                .statusCode(200)
                .body("text", equalTo("hello @rahim"))
                .body("version", equalTo(2))
                .body("editedAt", notNullValue());

        RAHIM.reads(channel, "").then().body("items[0].text", equalTo("hello @rahim"));
        assertThat(RAHIM.sees(channel)).containsEntry("mentions", 1);
    }

    @Test
    void another_member_may_not_edit_it_and_a_stranger_does_not_see_it() {
        edits(RAHIM, "mine now").then().statusCode(403);
        edits(OMAR, "mine now").then().statusCode(404);

        RAHIM.reads(channel, "").then().body("items[0].text", equalTo("helo"));
    }

    @Test
    void by_the_path_of_another_channel_it_is_not_there() {
        String other = AISHA.creates("private");

        AISHA.call()
                .body(Map.of("text", "x"))
                .patch(messages(other) + "/" + message)
                .then()
                .statusCode(404);
        AISHA.call().delete(messages(other) + "/" + message).then().statusCode(404);
        AISHA.call().delete(messages(channel) + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void a_deleted_one_keeps_its_place_without_its_text() {
        deletes(AISHA).then().statusCode(204);
        deletes(AISHA).then().statusCode(204);

        RAHIM.reads(channel, "")
                .then()
                .body("items[0].seq", equalTo(1))
                .body("items[0].text", equalTo(""))
                .body("items[0].deletedAt", notNullValue())
                .body("items[0].version", equalTo(2));
        edits(AISHA, "back").then().statusCode(409);
    }

    @Test
    void an_owner_deletes_what_others_wrote_and_a_member_does_not() {
        String mine = RAHIM.says(channel, "mine").getString("id");

        AISHA.call().delete(messages(channel) + "/" + mine).then().statusCode(403);
        deletes(RAHIM).then().statusCode(204);
    }

    @Test
    void a_reaction_comes_once_and_goes() {
        reacts(RAHIM).put(reaction()).then().statusCode(204);
        reacts(RAHIM).put(reaction()).then().statusCode(204);

        AISHA.reads(channel, "")
                .then()
                .body("items[0].reactions.size()", equalTo(1))
                .body("items[0].reactions[0].emoji", equalTo("👍"))
                .body("items[0].reactions[0].userIds", equalTo(List.of(RAHIM.id())))
                .body("items[0].version", equalTo(2));

        reacts(RAHIM).delete(reaction()).then().statusCode(204);
        AISHA.reads(channel, "").then().body("items[0].reactions.size()", equalTo(0));
        reacts(OMAR).put(reaction()).then().statusCode(404);
    }

    @Test
    void events_in_order_lead_to_what_the_history_says() {
        edits(AISHA, "hello").then().statusCode(200);
        reacts(RAHIM).put(reaction()).then().statusCode(204);
        deletes(AISHA).then().statusCode(204);

        await().atMost(10, SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(typesAboutMessages())
                                        .containsExactly(
                                                "message.created",
                                                "message.updated",
                                                "message.updated",
                                                "message.deleted"));
        JsonNode last = topics.events(TopicReader.channel(channel)).getLast().get("message");
        Map<String, Object> fetched = RAHIM.reads(channel, "").jsonPath().getMap("items[0]");
        assertThat(last.get("version").asInt()).isEqualTo(fetched.get("version"));
        assertThat(last.get("deletedAt").asText()).isEqualTo(fetched.get("deletedAt"));
    }

    private List<String> typesAboutMessages() {
        return topics.events(TopicReader.channel(channel)).stream()
                .map(event -> event.get("type").asText())
                .filter(type -> type.startsWith("message."))
                .toList();
    }

    private Response edits(Person person, String text) {
        return person.call().body(Map.of("text", text)).patch(messages(channel) + "/" + message);
    }

    private Response deletes(Person person) {
        return person.call().delete(messages(channel) + "/" + message);
    }

    private io.restassured.specification.RequestSpecification reacts(Person person) {
        return person.call();
    }

    private String reaction() {
        return messages(channel) + "/" + message + "/reactions/👍";
    }
}

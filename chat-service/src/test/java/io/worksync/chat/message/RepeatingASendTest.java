package io.worksync.chat.message;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.worksync.chat.Crowd;
import io.worksync.stack.test.StackTestResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class RepeatingASendTest {

    @Test
    void the_stored_message_comes_back_even_with_another_text() {
        String channel = RAHIM.creates("private");
        String clientId = clientId();
        String id =
                RAHIM.sends(channel, Map.of("text", "first", "clientId", clientId))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");

        RAHIM.sends(channel, Map.of("text", "second", "clientId", clientId))
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("text", equalTo("first"))
                .body("seq", equalTo(1));
    }

    @Test
    void twenty_at_once_make_one_message() {
        String channel = RAHIM.creates("private");
        Map<String, String> message = Map.of("text", "once", "clientId", clientId());

        List<Response> answers = Crowd.of(20, i -> RAHIM.sends(channel, message));

        assertThat(answers).extracting(Response::statusCode).containsOnlyOnce(201).contains(200);
        assertThat(answers)
                .extracting(answer -> answer.jsonPath().getString("id"))
                .containsOnly(answers.getFirst().jsonPath().getString("id"));
        RAHIM.says(channel, "next");
        assertThat(RAHIM.reads(channel, "").jsonPath().getList("items.seq", Integer.class))
                .containsExactly(1, 2);
    }

    @Test
    void another_author_may_use_the_same_client_id() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
        Map<String, String> message = Map.of("text", "mine", "clientId", clientId());

        RAHIM.sends(channel, message).then().statusCode(201);
        AISHA.sends(channel, message).then().statusCode(201).body("seq", equalTo(2));
    }
}

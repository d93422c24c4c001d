package io.worksync.chat.message;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.OMAR;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.ZOE;
import static io.worksync.chat.Person.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.stack.test.StackTestResource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class SendingAMessageTest {

    @Test
    void members_read_it_in_the_history() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);

        RAHIM.says(channel, "Hey, did you push the latest code?");

        AISHA.reads(channel, "")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].text", equalTo("Hey, did you push the latest code?"))
                .body("items[0].seq", equalTo(1))
                .body("items[0].authorId", equalTo(RAHIM.id()))
                .body("items[0].version", equalTo(1))
                .body("items[0].editedAt", nullValue())
                .body("hasMoreBefore", equalTo(false))
                .body("hasMoreAfter", equalTo(false));
    }

    @Test
    void a_stranger_is_refused_as_if_there_were_no_channel() {
        String channel = RAHIM.creates("private");
        String nowhere = UUID.randomUUID().toString();

        String toStranger =
                OMAR.sends(channel, Map.of("text", "hi", "clientId", clientId()))
                        .then()
                        .statusCode(404)
                        .extract()
                        .path("detail");
        String toNobody =
                OMAR.sends(nowhere, Map.of("text", "hi", "clientId", clientId()))
                        .then()
                        .statusCode(404)
                        .extract()
                        .path("detail");

        assertThat(toStranger).isEqualTo(toNobody);
    }

    @Test
    void who_has_not_joined_a_public_channel_is_told_so() {
        String channel = RAHIM.creates("public");
        Map<String, String> message = Map.of("text", "hi", "clientId", clientId());

        OMAR.sends(channel, message)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("You are not a member of this channel"));
        OMAR.reads(channel, "").then().statusCode(404);
        ZOE.sends(channel, message).then().statusCode(404);
    }

    @Test
    void a_reply_belongs_to_its_thread() {
        String channel = RAHIM.creates("private");
        String root = RAHIM.says(channel, "root").getString("id");

        RAHIM.sends(channel, Map.of("text", "reply", "clientId", clientId(), "threadId", root))
                .then()
                .statusCode(201)
                .body("threadId", equalTo(root))
                .body("seq", equalTo(2));

        RAHIM.call()
                .get("/api/chat/v1/channels/" + channel + "/messages/" + root + "/thread")
                .then()
                .statusCode(200)
                .body("root.id", equalTo(root))
                .body("items.size()", equalTo(1))
                .body("items[0].text", equalTo("reply"));
    }

    @Test
    void a_thread_of_another_channel_is_not_there() {
        String elsewhere = RAHIM.says(RAHIM.creates("private"), "root").getString("id");
        String channel = RAHIM.creates("private");

        RAHIM.sends(channel, Map.of("text", "a", "clientId", clientId(), "threadId", elsewhere))
                .then()
                .statusCode(404);

        RAHIM.reads(channel, "").then().body("items.size()", equalTo(0));
    }

    @Test
    void members_are_mentioned_by_name_and_others_are_not() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);

        RAHIM.sends(
                        channel,
                        Map.of("text", "Hi @AISHA, @omar and `@rahim`.", "clientId", clientId()))
                .then()
                .statusCode(201)
                .body("mentions.userIds.size()", equalTo(1))
                .body("mentions.userIds[0]", equalTo(AISHA.id()))
                .body("mentions.channel", equalTo(false));
        RAHIM.says(channel, "@channel look");

        assertThat(AISHA.sees(channel)).containsEntry("mentions", 2).containsEntry("unread", 2);
        assertThat(RAHIM.sees(channel)).containsEntry("mentions", 0).containsEntry("unread", 0);
    }
}

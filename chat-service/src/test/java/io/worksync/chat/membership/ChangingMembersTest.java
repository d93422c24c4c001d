package io.worksync.chat.membership;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.MINA;
import static io.worksync.chat.Person.OMAR;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.ZOE;
import static io.worksync.chat.Person.members;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.chat.Crowd;
import io.worksync.chat.TopicReader;
import io.worksync.realtime.Control;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class ChangingMembersTest {

    @Inject TopicReader topics;

    @Test
    void people_join_public_channels_and_leave_them() {
        String channel = RAHIM.creates("public");

        OMAR.call().put(members(channel) + "/" + OMAR.id()).then().statusCode(204);
        OMAR.call().put(members(channel) + "/" + OMAR.id()).then().statusCode(204);
        OMAR.says(channel, "hello");
        OMAR.removes(channel, OMAR).then().statusCode(204);

        OMAR.reads(channel, "").then().statusCode(404);
        OMAR.removes(channel, OMAR).then().statusCode(404);
        assertThat(RAHIM.sees(channel)).containsEntry("memberCount", 1);
    }

    @Test
    void nobody_joins_a_private_channel_by_themselves() {
        String channel = RAHIM.creates("private");

        OMAR.call().put(members(channel) + "/" + OMAR.id()).then().statusCode(404);
        OMAR.call().put(members(channel) + "/" + MINA.id()).then().statusCode(404);
        OMAR.call().get(members(channel)).then().statusCode(404);
    }

    @Test
    void members_add_others_and_guests_do_not() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
        AISHA.adds(channel, ZOE);

        ZOE.call().put(members(channel) + "/" + MINA.id()).then().statusCode(403);
        RAHIM.call().put(members(channel) + "/" + UUID.randomUUID()).then().statusCode(404);
        ZOE.says(channel, "I am a guest");
        RAHIM.call()
                .get(members(channel) + "?limit=2")
                .then()
                .body("items.user.username", equalTo(List.of("aisha", "rahim")))
                .body("items.role", equalTo(List.of("member", "owner")));
        String cursor = RAHIM.call().get(members(channel) + "?limit=2").path("nextCursor");
        RAHIM.call()
                .get(members(channel) + "?limit=2&cursor=" + cursor)
                .then()
                .body("items.user.username", equalTo(List.of("zoe")));
    }

    @Test
    void an_owner_removes_others_and_a_member_does_not() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
        RAHIM.adds(channel, MINA);

        AISHA.removes(channel, MINA).then().statusCode(403);
        OMAR.removes(channel, MINA).then().statusCode(404);
        RAHIM.removes(channel, MINA).then().statusCode(204);

        MINA.says(MINA.creates("private"), "still here");
        MINA.reads(channel, "").then().statusCode(404);
    }

    @Test
    void sessions_are_subscribed_and_unsubscribed() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, MINA);
        RAHIM.removes(channel, MINA).then().statusCode(204);
        String topic = "channel:" + channel;

        await().atMost(10, SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(topics.controls(TopicReader.user(MINA)))
                                        .containsSubsequence(
                                                new Control(List.of(topic), List.of()),
                                                new Control(
                                                        List.of(),
                                                        List.of(
                                                                topic,
                                                                "board:" + channel,
                                                                "cursor:" + channel,
                                                                "typing:" + channel))));
        assertThat(topics.events(TopicReader.channel(channel)))
                .extracting(event -> event.get("type").asText())
                .containsExactly("member.joined", "member.joined", "member.left");
        JsonNode left = topics.events(TopicReader.user(MINA)).getLast();
        assertThat(left.get("type").asText()).isEqualTo("channel.left");
        assertThat(left.get("channel").get("id").asText()).isEqualTo(channel);
    }

    @Test
    void gateways_learn_the_topics_of_a_session() {
        String channel = RAHIM.creates("private");
        String topic = "channel:" + channel;

        RAHIM.call()
                .get("/internal/realtime/topics")
                .then()
                .statusCode(200)
                .body("topics.contains('" + topic + "')", equalTo(true));
        for (String namespace : List.of("channel:", "board:", "cursor:")) {
            String path = "/internal/realtime/topics/" + namespace + channel;
            RAHIM.call().get(path).then().statusCode(204);
            OMAR.call().get(path).then().statusCode(404);
        }
        OMAR.call().get("/internal/realtime/topics/channel:x").then().statusCode(404);
        OMAR.call().get("/internal/realtime/topics/user:" + OMAR.id()).then().statusCode(404);
    }

    @Test
    void joining_leaving_and_writing_at_once_leaves_the_counters_right() {
        String channel = RAHIM.creates("public");
        String self = members(channel) + "/" + OMAR.id();

        List<Integer> statuses =
                Crowd.of(
                        30,
                        i ->
                                switch (i % 3) {
                                    case 0 -> OMAR.call().put(self).statusCode();
                                    case 1 -> OMAR.call().delete(self).statusCode();
                                    default -> {
                                        RAHIM.says(channel, "m" + i);
                                        yield 201;
                                    }
                                });

        assertThat(statuses).allMatch(status -> status < 500);
        int members = RAHIM.call().get(members(channel)).jsonPath().getList("items").size();
        assertThat(RAHIM.sees(channel))
                .containsEntry("memberCount", members)
                .containsEntry("lastSeq", 10)
                .containsEntry("unread", 0);
    }
}

package io.worksync.notification;

import static io.restassured.RestAssured.given;
import static io.worksync.notification.Person.AISHA;
import static io.worksync.notification.Person.MINA;
import static io.worksync.notification.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.Position;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "notification-service"))
class ReadingTheInboxTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String INBOX = "/api/notifications/v1/notifications";

    @Inject Chat chat;
    @Inject Devices devices;

    private final ChannelRef channel = Chat.channel(ChannelKind.DIRECT);
    private final List<UserId> people = List.of(RAHIM.id(), MINA.id());

    @Test
    void reading_one_entry_reaches_every_device_and_is_done_once() {
        arrive(2);
        Object id = MINA.unread(channel.id()).getFirst().get("id");
        Position before = devices.now(MINA.id());

        MINA.call().put(INBOX + "/" + id + "/read").then().statusCode(204);
        MINA.call().put(INBOX + "/" + id + "/read").then().statusCode(204);

        assertThat(MINA.unread(channel.id())).hasSize(1);
        assertThat(devices.heardSince(before, MINA.id(), "notification.updated"))
                .filteredOn(event -> id.equals(event.getString("notification.id")))
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.getString("notification.readAt")).isNotNull();
                            assertThat(event.getLong("counts.unread"))
                                    .isEqualTo(MINA.unreadCount());
                        });
    }

    @Test
    void an_entry_of_somebody_else_is_not_there() {
        arrive(1);
        Object id = MINA.unread(channel.id()).getFirst().get("id");

        String foreign = refused(AISHA.call().put(INBOX + "/" + id + "/read").then(), 404);
        String unknown =
                refused(AISHA.call().put(INBOX + "/" + UUID.randomUUID() + "/read").then(), 404);

        assertThat(foreign).isEqualTo(unknown);
        assertThat(MINA.unread(channel.id())).hasSize(1);
    }

    @Test
    void reading_up_to_an_entry_a_time_or_in_a_channel_clears_just_that() {
        arrive(4);
        List<Map<String, Object>> entries = MINA.unread(channel.id());

        readUpTo("{\"before\":\"" + entries.get(3).get("createdAt") + "\"}");
        assertThat(MINA.unread(channel.id())).hasSizeLessThan(4).hasSizeGreaterThan(0);
        readUpTo("{\"before\":\"" + entries.get(1).get("id") + "\"}");
        assertThat(MINA.unread(channel.id())).containsExactly(entries.getFirst());
        readUpTo("{\"channelId\":\"" + UUID.randomUUID() + "\"}");
        assertThat(MINA.unread(channel.id())).hasSize(1);
        Position before = devices.now(MINA.id());
        readUpTo("{\"channelId\":\"" + channel.id() + "\"}");

        assertThat(MINA.unread(channel.id())).isEmpty();
        assertThat(MINA.inbox(channel.id())).hasSize(4);
        assertThat(devices.heardSince(before, MINA.id(), "notification.updated"))
                .singleElement()
                .satisfies(event -> assertThat(event.getMap("notification")).isNull());
    }

    @Test
    void pages_are_newest_first_and_leave_nothing_out() {
        arrive(3);
        List<String> all = ids(MINA.inbox(channel.id()));

        var first = MINA.call().queryParam("limit", 2).get(INBOX).then().statusCode(200).extract();
        String cursor = first.jsonPath().getString("nextCursor");
        var second =
                MINA.call()
                        .queryParam("limit", 1)
                        .queryParam("cursor", cursor)
                        .get(INBOX)
                        .then()
                        .statusCode(200)
                        .extract();

        assertThat(first.jsonPath().getList("items.id", String.class)).isEqualTo(all.subList(0, 2));
        assertThat(second.jsonPath().getList("items.id", String.class))
                .isEqualTo(all.subList(2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"before\":\"yesterday\"}",
                "{\"channelId\":7}",
                "[1]",
                "{",
                "null",
                ""
            })
    void a_body_that_says_nothing_is_refused(String body) {
        refused(MINA.call().body(body).put(INBOX + "/read").then(), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=new", "limit=0", "limit=x", "cursor=abc"})
    void a_question_that_makes_no_sense_is_refused(String query) {
        refused(MINA.call().get(INBOX + "?" + query).then(), 400);
    }

    @Test
    void what_is_not_there_is_not_found() {
        refused(MINA.call().get("/api/notifications/v1/preferences").then(), 404);
        refused(MINA.call().put(INBOX + "/not-an-id/read").then(), 404);
    }

    @Test
    void nobody_reads_without_a_valid_token() {
        refused(given().get(INBOX).then(), 401);
        refused(given().auth().oauth2("a.b.c").get(INBOX).then(), 401);
    }

    @Test
    void the_api_is_described_with_ids_as_strings() {
        given().accept("application/json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .body("openapi", startsWith("3.1"))
                .body("components.schemas.NotificationId.type", equalTo("string"))
                .body("paths.keySet()", hasItem(INBOX + "/counts"));
    }

    private void arrive(int count) {
        for (int i = 0; i < count; i++) {
            chat.sent(channel, Chat.message(channel, RAHIM.id(), "no " + i, Mentions.NONE), people);
        }
        await().atMost(SOON).until(() -> MINA.unread(channel.id()).size() == count);
    }

    private static void readUpTo(String body) {
        MINA.call().body(body).put(INBOX + "/read").then().statusCode(204);
    }

    private static List<String> ids(List<Map<String, Object>> entries) {
        return entries.stream().map(entry -> entry.get("id").toString()).toList();
    }

    private static String refused(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", notNullValue())
                .body("traceId", matchesPattern("[0-9a-f]{32}"))
                .extract()
                .jsonPath()
                .getString("detail");
    }
}

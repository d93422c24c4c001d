package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.OMAR;
import static io.worksync.signaling.Person.RAHIM;
import static io.worksync.signaling.Person.ZOE_A_GUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.ChannelId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StartingAMeetingTest extends MeetingTest {

    @Test
    void it_rings_the_channels_other_members() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);

        String id =
                RAHIM.starts(Map.of("title", "Stand-up", "channelId", channel, "ring", true))
                        .then()
                        .statusCode(201)
                        .body("title", equalTo("Stand-up"))
                        .body("channelId", equalTo(channel.toString()))
                        .body("createdBy", equalTo(RAHIM.id().toString()))
                        .body("endedAt", nullValue())
                        .body("mediaPlane", equalTo("mesh"))
                        .body("participantCount", equalTo(0))
                        .extract()
                        .path("id");

        JsonObject ringing = heard(AISHA.id(), "meeting.ringing", id);
        assertThat(ringing.getJsonObject("caller").getString("username")).isEqualTo("rahim");
        assertThat(ringing.getJsonObject("meeting").getString("title")).isEqualTo("Stand-up");
        heard(MINA.id(), "meeting.ringing", id);
        heardNothing(RAHIM.id(), "meeting.ringing", id);
        heardNothing(OMAR.id(), "meeting.ringing", id);
    }

    @Test
    void it_asks_chat_about_a_channel_it_has_not_heard_of() {
        ChannelId channel = newChannel(RAHIM, AISHA);

        String id =
                RAHIM.starts(Map.of("channelId", channel, "ring", true))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");

        heard(AISHA.id(), "meeting.ringing", id);
    }

    @Test
    void without_ring_it_rings_nobody() {
        ChannelId channel = channelOf(RAHIM, AISHA);

        String id = RAHIM.startsIn(channel);

        AISHA.sees(id).then().statusCode(200);
        heardNothing(AISHA.id(), "meeting.ringing", id);
    }

    @Test
    void a_second_one_in_the_channel_leads_to_the_first_and_rings_nobody() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String id = RAHIM.startsIn(channel);

        AISHA.starts(Map.of("channelId", channel, "ring", true))
                .then()
                .statusCode(200)
                .body("id", equalTo(id));

        heardNothing(RAHIM.id(), "meeting.ringing", id);
        RAHIM.lists(channel, true).then().body("items", hasSize(1));
    }

    @Test
    void after_its_end_the_channel_can_have_another_one() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String first = RAHIM.startsIn(channel);
        RAHIM.ends(first).then().statusCode(204);

        String second = AISHA.startsIn(channel);

        assertThat(second).isNotEqualTo(first);
        AISHA.lists(channel, true).then().body("items.id", equalTo(List.of(second)));
        AISHA.lists(channel, false).then().body("items.id", equalTo(List.of(second, first)));
    }

    @Test
    void a_stranger_to_the_channel_is_refused_as_if_there_were_none() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String id = RAHIM.startsIn(channel);

        MINA.starts(Map.of("channelId", channel)).then().statusCode(404);
        MINA.lists(channel, true).then().statusCode(404);
        MINA.triesToJoin(id).then().statusCode(404);
        MINA.ends(id).then().statusCode(404);
        String seen = detail(MINA.sees(id));
        String unknown = detail(MINA.sees(UUID.randomUUID().toString()));
        assertThat(seen).isEqualTo(unknown);
    }

    private static String detail(Response answer) {
        return answer.then()
                .statusCode(404)
                .contentType("application/problem+json")
                .extract()
                .path("detail");
    }

    @Test
    void one_without_a_channel_is_for_whoever_has_its_id_except_guests() {
        String id = RAHIM.starts(Map.of()).then().statusCode(201).extract().path("id");

        AISHA.joins(id);
        ZOE_A_GUEST.sees(id).then().statusCode(404);
        ZOE_A_GUEST.triesToJoin(id).then().statusCode(404);
        ZOE_A_GUEST.starts(Map.of()).then().statusCode(403);
    }

    @Test
    void only_its_host_ends_it_for_all() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String id = RAHIM.startsIn(channel);

        AISHA.ends(id).then().statusCode(403);
        RAHIM.ends(id).then().statusCode(204);
        RAHIM.sees(id).then().statusCode(200).body("endedAt", notNullValue());
    }

    @Test
    void nonsense_is_refused_with_the_field_that_is_wrong() {
        refused("{\"title\":\"a\\u0000b\"}", 400, "title");
        refused("{\"title\":\"" + "x".repeat(201) + "\"}", 400, "title");
        refused("{\"channelId\":\"7\"}", 400, "channelId");
        refused("{\"channelId\":7", 400, "channelId");
        refused("{", 400, "body");
        refused("[]", 400, "body");
        refused("null", 400, "body");
        refused("{\"ring\":true}", 400, "ring");
        RAHIM.calls().get("/api/meetings/v1/meetings").then().statusCode(400);
        RAHIM.lists("7", true).then().statusCode(400).body("errors[0].field", equalTo("channelId"));
        RAHIM.calls()
                .get("/api/meetings/v1/meetings?limit=x&channelId=" + UUID.randomUUID())
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("limit"));
        RAHIM.sees("not-an-id").then().statusCode(404);
        RAHIM.calls()
                .contentType(ContentType.TEXT)
                .body("{}")
                .post("/api/meetings/v1/meetings")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    private static void refused(String body, int status, String field) {
        RAHIM.calls()
                .body(body)
                .post("/api/meetings/v1/meetings")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("traceId", matchesPattern("[0-9a-f]{32}"))
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void without_a_valid_token_nothing_goes() {
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/meetings/v1/meetings")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        RestAssured.given()
                .auth()
                .oauth2(RAHIM.token() + "x")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/meetings/v1/meetings")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }
}

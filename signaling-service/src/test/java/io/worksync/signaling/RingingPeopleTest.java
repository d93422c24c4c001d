package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.OMAR;
import static io.worksync.signaling.Person.RAHIM;
import static io.worksync.signaling.Person.ZOE_A_GUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RingingPeopleTest extends MeetingTest {

    @Test
    void a_meeting_without_a_channel_rings_those_whom_it_invites() {
        String meeting = call(RAHIM, AISHA, ZOE_A_GUEST);

        heard(AISHA.id(), "meeting.ringing", meeting);
        heard(ZOE_A_GUEST.id(), "meeting.ringing", meeting);
        ZOE_A_GUEST.joins(meeting);
        heard(ZOE_A_GUEST.id(), "meeting.answered", meeting);
        assertThat(outcomes(meeting)).contains(ZOE_A_GUEST.id() + " answered");
    }

    @Test
    void declining_stops_all_devices_and_tells_those_in_the_meeting() {
        String meeting = call(RAHIM, AISHA);
        RAHIM.joins(meeting);

        AISHA.answers(meeting, "declined").then().statusCode(204);

        assertThat(heard(AISHA.id(), "meeting.answered", meeting).getString("outcome"))
                .isEqualTo("declined");
        assertThat(outcomes(meeting)).endsWith(AISHA.id() + " declined");
        AISHA.answers(meeting, "declined").then().statusCode(204);
        AISHA.answers(meeting, "busy").then().statusCode(409);
        MINA.answers(meeting, "declined").then().statusCode(404);
        AISHA.answers(meeting, "maybe").then().statusCode(400);
    }

    @Test
    void somebody_in_another_meeting_is_busy_and_rings_nevertheless() {
        String other = OMAR.starts(Map.of()).path("id");
        OMAR.joins(other);
        String meeting = call(RAHIM, OMAR);

        heard(OMAR.id(), "meeting.ringing", meeting);
        assertThat(outcomes(meeting)).containsExactly(OMAR.id() + " busy");
        OMAR.answers(meeting, "busy").then().statusCode(204);
        OMAR.ends(other);
    }

    @Test
    void a_call_that_is_cancelled_stops_ringing_and_was_missed() {
        String meeting = call(RAHIM, AISHA);
        RAHIM.joins(meeting);

        MINA.stopsRinging(meeting).then().statusCode(403);
        RAHIM.stopsRinging(meeting).then().statusCode(204);

        heard(AISHA.id(), "meeting.cancelled", meeting);
        heardNothing(AISHA.id(), "meeting.missed", meeting);
        assertThat(outcomes(meeting)).endsWith(AISHA.id() + " cancelled");
        AISHA.answers(meeting, "declined").then().statusCode(409);
    }

    @Test
    void further_people_are_rung_who_then_may_come() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        RAHIM.joins(meeting);
        MINA.triesToJoin(meeting).then().statusCode(404);

        AISHA.rings(meeting, MINA).then().statusCode(403);
        RAHIM.rings(meeting, MINA, RAHIM).then().statusCode(202);

        heard(MINA.id(), "meeting.ringing", meeting);
        heardNothing(RAHIM.id(), "meeting.ringing", meeting);
        MINA.joins(meeting);
    }

    @Test
    void whoever_declined_can_be_rung_again_and_miss_it_then() {
        String meeting = call(RAHIM, AISHA);
        RAHIM.joins(meeting);
        AISHA.answers(meeting, "declined").then().statusCode(204);

        RAHIM.rings(meeting, AISHA).then().statusCode(202);
        RAHIM.rings(meeting, AISHA).then().statusCode(202);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(outcomes(meeting)).endsWith(AISHA.id() + " missed"));
        assertThat(toldOf(AISHA.id(), "meeting.ringing", meeting)).hasSize(2);
        assertThat(toldOf(AISHA.id(), "meeting.missed", meeting)).hasSize(1);
    }

    @Test
    void a_flood_of_rings_is_held_back() {
        String meeting = MINA.starts(Map.of()).path("id");
        MINA.joins(meeting);
        Response last = null;
        for (int i = 0; i < 5; i++) {
            List<String> strangers =
                    java.util.stream.IntStream.range(0, 50)
                            .mapToObj(each -> UUID.randomUUID().toString())
                            .toList();
            last =
                    MINA.calls()
                            .body(Map.of("userIds", strangers))
                            .post("/api/meetings/v1/meetings/{id}/rings", meeting);
        }
        last.then().statusCode(429).header("Retry-After", Integer::parseInt, greater());
        MINA.calls()
                .body(Map.of("userIds", List.of()))
                .post("/api/meetings/v1/meetings/{id}/rings", meeting)
                .then()
                .statusCode(400);
        MINA.ends(meeting);
    }

    private static org.hamcrest.Matcher<Integer> greater() {
        return org.hamcrest.Matchers.greaterThan(0);
    }

    @Test
    void a_scheduled_meeting_begins_when_somebody_comes() {
        String due = Instant.now().plus(Duration.ofHours(2)).toString();
        Response scheduled =
                RAHIM.starts(Map.of("title", "Review", "scheduledFor", due))
                        .then()
                        .statusCode(201)
                        .body("startedAt", nullValue())
                        .extract()
                        .response();
        String meeting = scheduled.path("id");
        String code = scheduled.path("joinCode");
        assertThat(code).matches("[A-Za-z0-9_-]{22}");
        ZOE_A_GUEST.triesToJoin(meeting).then().statusCode(404);

        ZOE_A_GUEST.opens(code).then().statusCode(200).body("id", equalTo(meeting));
        Place zoe = ZOE_A_GUEST.joins(meeting);

        RAHIM.sees(meeting)
                .then()
                .body("participants.size()", equalTo(1))
                .body("startedAt", org.hamcrest.Matchers.notNullValue());
        ZOE_A_GUEST.leaves(zoe).then().statusCode(204);
        RAHIM.sees(meeting).then().body("endedAt", nullValue()).body("startedAt", nullValue());
        RAHIM.changes(meeting, Map.of("scheduledFor", Instant.now().plusSeconds(60).toString()))
                .then()
                .statusCode(200);
        ZOE_A_GUEST.ends(meeting).then().statusCode(403);
        RAHIM.ends(meeting).then().statusCode(204);
        RAHIM.triesToJoin(meeting).then().statusCode(409);
    }

    @Test
    void a_wrong_code_opens_nothing_and_guessing_is_held_back() {
        MINA.opens("AAAAAAAAAAAAAAAAAAAAAA").then().statusCode(404);
        Response last = null;
        for (int i = 0; i < 40; i++) {
            last = OMAR.opens("wrong" + i);
        }
        last.then().statusCode(429);
    }

    @Test
    void nonsense_is_refused() {
        refused(Map.of("scheduledFor", "yesterday"), "scheduledFor");
        refused(Map.of("scheduledFor", "2020-01-01T00:00:00Z"), "scheduledFor");
        refused(Map.of("scheduledFor", "2999-01-01T00:00:00Z"), "scheduledFor");
        refused(Map.of("ring", true), "ring");
        refused(Map.of("invite", List.of("x")), "invite");
        String due = Instant.now().plusSeconds(600).toString();
        refused(
                Map.of("scheduledFor", due, "ring", true, "invite", List.of(AISHA.id().toString())),
                "ring");
    }

    private static void refused(Map<String, ?> plan, String field) {
        RAHIM.starts(plan).then().statusCode(400).body("errors[0].field", equalTo(field));
    }

    private static String call(Person caller, Person... people) {
        List<String> ids =
                java.util.Arrays.stream(people).map(person -> person.id().toString()).toList();
        return caller.starts(Map.of("ring", true, "invite", ids))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private List<String> outcomes(String meeting) {
        return on(Topic.of("meeting", meeting)).stream()
                .filter(event -> event.getString("type").equals("ring.answered"))
                .map(event -> event.getString("userId") + " " + event.getString("outcome"))
                .toList();
    }
}

package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeepingALeaseTest extends MeetingTest {

    @Inject Redis redis;

    @Test
    void whoever_is_not_heard_of_is_out_as_lost() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        vanish(aisha);

        await().atMost(SOON)
                .untilAsserted(() -> RAHIM.sees(meeting).then().body("participants", hasSize(1)));
        JsonObject left = last(Topic.of("meeting", meeting), "participant.left");
        assertThat(left.getString("reason")).isEqualTo("lost");
        assertThat(left.getJsonObject("participant").getString("participantId"))
                .isEqualTo(aisha.id());
        AISHA.renews(aisha).then().statusCode(404);
    }

    @Test
    void a_meeting_whose_people_all_vanish_ends() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        Place rahim = RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        vanish(rahim);
        vanish(aisha);

        await().atMost(SOON)
                .untilAsserted(() -> RAHIM.sees(meeting).then().body("endedAt", notNullValue()));
    }

    @Test
    void whoever_renews_in_time_stays() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        Place rahim = RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);
        rahim.answer().then().body("leaseSeconds", equalTo(24));

        Place marker = RAHIM.joins(meeting);
        vanish(aisha);
        AISHA.renews(aisha).then().statusCode(204);
        vanish(marker);

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                RAHIM.sees(meeting)
                                        .then()
                                        .body(
                                                "participants.participantId",
                                                contains(rahim.id(), aisha.id())));
    }

    @Test
    void nobody_renews_for_somebody_else() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA, MINA));
        Place rahim = RAHIM.joins(meeting);
        AISHA.joins(meeting);

        AISHA.renews(rahim).then().statusCode(404);
        MINA.renews(rahim).then().statusCode(404);
    }

    @Test
    void a_reconnect_keeps_its_identity_and_its_place() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        Place rahim = RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);
        RAHIM.shows(rahim, Map.of("audio", true));

        RAHIM.resumes(rahim)
                .then()
                .statusCode(201)
                .body("participantId", equalTo(rahim.id()))
                .body("resumeToken", equalTo(rahim.token()))
                .body("participants.participantId", contains(aisha.id()))
                .body("participants.offerer", contains(true));

        RAHIM.sees(meeting)
                .then()
                .body("participants.participantId", contains(rahim.id(), aisha.id()))
                .body("participants[0].audio", equalTo(true));
        assertThat(types(Topic.of("meeting", meeting))).doesNotContain("participant.left");
    }

    @Test
    void whoever_was_lost_comes_back_as_themselves_with_their_role() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA, MINA));
        RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);
        RAHIM.gives(aisha, "cohost").then().statusCode(200);
        vanish(aisha);
        await().atMost(SOON)
                .untilAsserted(() -> RAHIM.sees(meeting).then().body("participants", hasSize(1)));
        RAHIM.changes(meeting, Map.of("locked", true)).then().statusCode(200);

        AISHA.resumes(aisha).then().statusCode(201).body("participantId", equalTo(aisha.id()));

        RAHIM.sees(meeting).then().body("participants[1].role", equalTo("cohost"));
        AISHA.mayHear("participant:" + aisha.id()).then().statusCode(204);
    }

    @Test
    void nobody_comes_back_as_somebody_else() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        Place rahim = RAHIM.joins(meeting);

        AISHA.resumes(rahim).then().statusCode(403);
        RAHIM.resumes(rahim, "wrong").then().statusCode(403);
        RAHIM.sees(meeting).then().body("participants", hasSize(1));
    }

    @Test
    void two_tabs_are_two_participants() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        Place first = RAHIM.joins(meeting);
        Place second = RAHIM.joins(meeting);

        second.answer()
                .then()
                .body("participantId", not(equalTo(first.id())))
                .body("participants.participantId", contains(first.id()));
        RAHIM.leaves(first).then().statusCode(204);
        RAHIM.mayHear("meeting:" + meeting).then().statusCode(204);
    }

    /// As if its lease had run out by now: the rest is up to whichever instance looks.
    private void vanish(Place place) {
        String leases = "{worksync:signaling:live:" + place.meeting() + "}:leases";
        send(Request.cmd(Command.HSET).arg(leases).arg(place.id()).arg("1"));
        send(
                Request.cmd(Command.ZADD)
                        .arg("worksync:signaling:watched")
                        .arg("0")
                        .arg(place.meeting()));
    }

    private void send(Request request) {
        redis.send(request).await().atMost(SOON);
    }

    private JsonObject last(Topic topic, String type) {
        return on(topic).stream()
                .filter(event -> event.getString("type").equals(type))
                .toList()
                .getLast();
    }
}

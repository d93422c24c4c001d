package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.OMAR;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.ChannelId;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeavingAMeetingTest extends MeetingTest {

    @Test
    void the_others_hear_of_it() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        AISHA.leaves(aisha).then().statusCode(204);

        RAHIM.sees(meeting).then().body("participants.userId", contains(RAHIM.id().toString()));
        JsonObject left = last(meeting, "participant.left").getJsonObject("participant");
        assertThat(left.getString("participantId")).isEqualTo(aisha.id());
        JsonObject updated = last(meeting, "meeting.updated").getJsonObject("meeting");
        assertThat(updated.getInteger("participantCount")).isEqualTo(1);
        AISHA.leaves(aisha).then().statusCode(404);
    }

    @Test
    void the_last_one_out_ends_it() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        Place rahim = RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        RAHIM.leaves(rahim);
        AISHA.leaves(aisha).then().statusCode(204);

        AISHA.sees(meeting).then().statusCode(200).body("endedAt", notNullValue());
        AISHA.lists(channel, true).then().body("items", hasSize(0));
        assertThat(types(Topic.of("meeting", meeting)))
                .endsWith("participant.left", "meeting.ended");
        AISHA.leaves(aisha).then().statusCode(204);
    }

    @Test
    void the_host_takes_somebody_out_who_is_told() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);
        Place mina = MINA.joins(meeting);

        AISHA.leaves(mina).then().statusCode(403);
        RAHIM.leaves(mina).then().statusCode(204);

        assertThat(types(Topic.of("participant", mina.id()))).contains("participant.removed");
        assertThat(types(Topic.of("participant", aisha.id()))).isEmpty();
        RAHIM.sees(meeting).then().body("participants", hasSize(2));
    }

    @Test
    void their_sessions_are_unsubscribed_from_what_they_left() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        RAHIM.leaves(aisha);

        List<String> ended =
                streams.latest(Topic.of("user", AISHA.id()))
                        .await()
                        .atMost(SOON)
                        .control()
                        .unsubscribe();
        assertThat(ended)
                .containsExactlyInAnyOrder("participant:" + aisha.id(), "meeting:" + meeting);
    }

    @Test
    void whoever_goes_offline_leaves_all_meetings() {
        ChannelId channel = channelOf(RAHIM, OMAR);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.joins(meeting);
        OMAR.joins(meeting);

        tellOffline(OMAR, Instant.now());

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                RAHIM.sees(meeting)
                                        .then()
                                        .body(
                                                "participants.userId",
                                                contains(RAHIM.id().toString())));
        assertThat(types(Topic.of("meeting", meeting))).contains("participant.left");
    }

    @Test
    void going_offline_that_is_told_late_takes_nobody_out_who_came_back() {
        String before = OMAR.starts(Map.of()).then().extract().path("id");
        String after = OMAR.starts(Map.of()).then().extract().path("id");
        OMAR.joins(before);
        Instant offline = Instant.now();
        OMAR.joins(after);

        tellOffline(OMAR, offline);

        await().atMost(SOON)
                .untilAsserted(() -> OMAR.sees(before).then().body("endedAt", notNullValue()));
        OMAR.sees(after).then().body("participants", hasSize(1));
    }

    @Test
    void whoever_leaves_the_channel_leaves_its_meeting() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        tellMembership(channel, AISHA, false, 2);

        await().atMost(SOON)
                .untilAsserted(() -> RAHIM.sees(meeting).then().body("participants", hasSize(1)));
        AISHA.sees(meeting).then().statusCode(404);
        AISHA.mayHear("participant:" + aisha.id()).then().statusCode(404);
    }

    @Test
    void an_old_event_of_a_membership_changes_nothing() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        tellMembership(channel, AISHA, true, 5);
        tellMembership(channel, AISHA, false, 4);
        tellMembership(channel, MINA, true, 1);
        await().atMost(SOON).until(() -> MINA.sees(meeting).statusCode() == 200);

        AISHA.sees(meeting).then().statusCode(200);
    }

    @Test
    void a_meeting_to_which_nobody_comes_ends_by_itself() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);

        await().atMost(SOON)
                .untilAsserted(() -> RAHIM.sees(meeting).then().body("endedAt", notNullValue()));
        RAHIM.lists(channel, false).then().body("items[0].id", equalTo(meeting));
    }

    private JsonObject last(String meeting, String type) {
        return on(Topic.of("meeting", meeting)).stream()
                .filter(event -> event.getString("type").equals(type))
                .toList()
                .getLast();
    }
}

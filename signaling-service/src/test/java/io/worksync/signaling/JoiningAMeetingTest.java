package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.OMAR;
import static io.worksync.signaling.Person.RAHIM;
import static io.worksync.signaling.ShortTimes.FULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.ChannelId;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JoiningAMeetingTest extends MeetingTest {

    @Test
    void the_newcomer_offers_to_the_others_who_are_polite() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);
        String meeting = RAHIM.startsIn(channel);
        Place rahim = RAHIM.joins(meeting);
        rahim.answer().then().body("participants", hasSize(0));

        Place aisha = AISHA.joins(meeting);
        Place mina = MINA.joins(meeting);

        mina.answer()
                .then()
                .body("meeting.id", equalTo(meeting))
                .body("meeting.participantCount", equalTo(3))
                .body("participants.participantId", contains(rahim.id(), aisha.id()))
                .body("participants.userId", contains(RAHIM.id().toString(), AISHA.id().toString()))
                .body("participants.offerer", contains(false, false))
                .body("participants.polite", contains(true, true))
                .body("participants[0].deviceName", equalTo("rahim's laptop"))
                .body("participants[0].displayName", startsWith("Rahim"));
    }

    @Test
    void the_others_hear_of_the_newcomer_as_the_one_who_offers() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.joins(meeting);

        Place aisha = AISHA.joins(meeting);

        JsonObject joined =
                on(Topic.of("meeting", meeting)).stream()
                        .filter(event -> event.getString("type").equals("participant.joined"))
                        .map(event -> event.getJsonObject("participant"))
                        .filter(who -> who.getString("participantId").equals(aisha.id()))
                        .findFirst()
                        .orElseThrow();
        assertThat(joined.getBoolean("offerer")).isTrue();
        assertThat(joined.getBoolean("polite")).isFalse();
        assertThat(joined.getString("userId")).isEqualTo(AISHA.id().toString());
    }

    @Test
    void the_meeting_shows_each_participant_its_own_view_of_the_roles() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.joins(meeting);
        AISHA.joins(meeting);
        MINA.joins(meeting);

        RAHIM.sees(meeting).then().body("participants.offerer", contains(true, true, true));
        AISHA.sees(meeting).then().body("participants.offerer", contains(false, true, true));
        MINA.sees(meeting)
                .then()
                .body("participants.offerer", contains(false, false, true))
                .body("participants.polite", contains(true, true, false))
                .body("id", equalTo(meeting))
                .body("participantCount", equalTo(3));
    }

    @Test
    void the_ringing_ends_on_all_devices_of_the_one_who_joined() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);
        String meeting =
                RAHIM.starts(Map.of("channelId", channel, "ring", true))
                        .then()
                        .extract()
                        .path("id");
        RAHIM.joins(meeting);

        AISHA.joins(meeting);

        heard(AISHA.id(), "meeting.answered", meeting);
        heardNothing(RAHIM.id(), "meeting.answered", meeting);
        heardNothing(MINA.id(), "meeting.answered", meeting);
    }

    @Test
    void a_full_meeting_takes_nobody_in_however_many_try_at_once() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA, OMAR);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.joins(meeting);

        List<Integer> answers =
                Stream.of(AISHA, MINA, OMAR, AISHA, MINA, OMAR, AISHA, MINA, OMAR)
                        .parallel()
                        .map(person -> person.triesToJoin(meeting).statusCode())
                        .toList();

        assertThat(answers).filteredOn(status -> status == 201).hasSize(FULL - 1);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(10 - FULL);
        RAHIM.sees(meeting).then().body("participants", hasSize(FULL));
        RAHIM.lists(channel, true).then().body("items[0].participantCount", equalTo(FULL));
    }

    @Test
    void a_meeting_that_is_over_takes_nobody_in() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        RAHIM.ends(meeting);

        AISHA.triesToJoin(meeting).then().statusCode(409);
    }

    @Test
    void what_a_participant_shows_is_told_to_all() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = RAHIM.startsIn(channel);
        Place rahim = RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        RAHIM.shows(rahim, Map.of("audio", true, "hand", true))
                .then()
                .statusCode(200)
                .body("audio", equalTo(true))
                .body("video", equalTo(false))
                .body("hand", equalTo(true));
        RAHIM.shows(rahim, Map.of("hand", false)).then().body("audio", equalTo(true));
        AISHA.shows(rahim, Map.of("audio", false)).then().statusCode(403);
        MINA.shows(rahim, Map.of("audio", false)).then().statusCode(404);

        List<JsonObject> updates =
                on(Topic.of("meeting", meeting)).stream()
                        .filter(event -> event.getString("type").equals("participant.updated"))
                        .map(event -> event.getJsonObject("participant"))
                        .toList();
        assertThat(updates).hasSize(2);
        assertThat(updates.getLast().getBoolean("audio")).isTrue();
        assertThat(updates.getLast().getBoolean("hand")).isFalse();
        AISHA.sees(meeting)
                .then()
                .body("participants[0].audio", equalTo(true))
                .body("participants[1].participantId", equalTo(aisha.id()));
    }

    @Test
    void only_those_in_it_hear_its_topic_and_each_only_their_own() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);
        String meeting = RAHIM.startsIn(channel);
        Place rahim = RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        RAHIM.mayHear("meeting:" + meeting).then().statusCode(204);
        RAHIM.mayHear("participant:" + rahim.id()).then().statusCode(204);
        RAHIM.mayHear("participant:" + aisha.id()).then().statusCode(404);
        MINA.mayHear("meeting:" + meeting).then().statusCode(404);
        MINA.mayHear("participant:" + aisha.id()).then().statusCode(404);
        RAHIM.mayHear("meeting:nonsense").then().statusCode(404);
        RAHIM.mayHear("channel:" + channel).then().statusCode(404);
        RAHIM.mayHear("nonsense").then().statusCode(404);
        AISHA.leaves(aisha);
        AISHA.mayHear("meeting:" + meeting).then().statusCode(404);
        AISHA.mayHear("participant:" + aisha.id()).then().statusCode(404);
    }
}

package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.OMAR;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeadingAMeetingTest extends MeetingTest {

    @ConfigProperty(name = "worksync.sfu.janus.urls")
    Optional<List<String>> mediaServers;

    private String meeting;
    private Place rahim;
    private Place aisha;

    @BeforeEach
    void meet() {
        meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA, MINA, OMAR));
        rahim = RAHIM.joins(meeting);
        aisha = AISHA.joins(meeting);
    }

    @Test
    void whoever_started_it_is_host_and_passes_that_on_when_leaving() {
        Place mina = MINA.joins(meeting);
        RAHIM.sees(meeting)
                .then()
                .body("participants.role", contains("host", "participant", "participant"));

        RAHIM.leaves(rahim);
        AISHA.sees(meeting).then().body("participants.role", contains("host", "participant"));
        assertThat(last("participant.updated").getJsonObject("participant").getString("role"))
                .isEqualTo("host");

        AISHA.leaves(aisha);
        MINA.sees(meeting).then().body("participants.role", contains("host"));
        MINA.changes(meeting, Map.of("title", "Mine now")).then().statusCode(200);
        AISHA.changes(meeting, Map.of("title", "Mine")).then().statusCode(403);
        assertThat(mina.id()).isNotNull();
    }

    @Test
    void a_cohost_comes_first_in_the_succession() {
        Place mina = MINA.joins(meeting);
        RAHIM.gives(mina, "cohost").then().statusCode(200).body("role", equalTo("cohost"));

        RAHIM.leaves(rahim);

        AISHA.sees(meeting).then().body("participants.role", contains("participant", "host"));
    }

    @Test
    void only_a_host_gives_roles_and_one_always_stays() {
        RAHIM.gives(rahim, "participant").then().statusCode(409);
        AISHA.gives(aisha, "host").then().statusCode(403);
        RAHIM.gives(aisha, "cohost").then().statusCode(200);
        AISHA.gives(aisha, "host").then().statusCode(403);
        AISHA.leaves(rahim).then().statusCode(403);
        RAHIM.gives(aisha, "boss").then().statusCode(400);
    }

    @Test
    void a_viewer_shows_nothing() {
        AISHA.shows(aisha, Map.of("audio", true, "video", true)).then().statusCode(200);

        RAHIM.gives(aisha, "viewer")
                .then()
                .statusCode(200)
                .body("audio", equalTo(false))
                .body("video", equalTo(false));

        AISHA.shows(aisha, Map.of("audio", true)).then().statusCode(403);
        AISHA.shows(aisha, Map.of("hand", true)).then().statusCode(200);
    }

    @Test
    void a_host_mutes_others_and_turns_nothing_on() {
        AISHA.shows(aisha, Map.of("audio", true, "video", true, "hand", true));

        RAHIM.shows(aisha, Map.of("audio", false, "hand", false))
                .then()
                .statusCode(200)
                .body("audio", equalTo(false))
                .body("video", equalTo(true))
                .body("hand", equalTo(false));
        RAHIM.shows(aisha, Map.of("audio", true)).then().statusCode(403);
        AISHA.shows(rahim, Map.of("audio", false)).then().statusCode(403);

        JsonObject muted = on(Topic.of("participant", aisha.id())).getLast();
        assertThat(muted.getString("type")).isEqualTo("participant.muted");
        assertThat(muted.getString("by")).isEqualTo(RAHIM.id().toString());
        assertThat(muted.getBoolean("audio")).isFalse();
        assertThat(muted.getValue("video")).isNull();
    }

    @Test
    void a_locked_meeting_takes_in_only_those_who_are_known() {
        RAHIM.changes(meeting, Map.of("locked", true))
                .then()
                .statusCode(200)
                .body("locked", equalTo(true));

        MINA.triesToJoin(meeting)
                .then()
                .statusCode(409)
                .body("detail", equalTo("The meeting is locked"));
        AISHA.joins(meeting);
        assertThat(last("meeting.updated").getJsonObject("meeting").getBoolean("locked")).isTrue();
        RAHIM.changes(meeting, Map.of("locked", false));
        RAHIM.leaves(rahim);
        MINA.joins(meeting);
    }

    @Test
    void each_change_has_a_greater_version() {
        long before = RAHIM.sees(meeting).path("version");

        RAHIM.changes(meeting, Map.of("title", "Plan")).then().body("version", greaterThan(before));

        List<Long> versions =
                on(Topic.of("meeting", meeting)).stream()
                        .filter(event -> event.getString("type").equals("meeting.updated"))
                        .map(event -> event.getJsonObject("meeting").getLong("version"))
                        .toList();
        assertThat(versions).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(2);
    }

    @Test
    void whoever_was_taken_out_comes_back_through_the_lobby_only() {
        RAHIM.leaves(aisha).then().statusCode(204);

        assertThat(on(Topic.of("participant", aisha.id())).getLast().getString("reason"))
                .isEqualTo("removed");
        Place knocking = AISHA.knocks(meeting);
        AISHA.resumes(aisha).then().statusCode(202);
        RAHIM.admits(knocking, true).then().statusCode(204);
        AISHA.resumes(knocking).then().statusCode(201);
    }

    @Test
    void a_cohost_ends_it_for_all() {
        RAHIM.gives(aisha, "cohost");

        AISHA.ends(meeting).then().statusCode(204);

        assertThat(types(Topic.of("meeting", meeting))).endsWith("meeting.ended");
        RAHIM.triesToJoin(meeting).then().statusCode(409);
    }

    @Test
    void only_hosts_change_it_and_only_to_what_is_there() {
        AISHA.changes(meeting, Map.of("locked", true)).then().statusCode(403);
        OMAR.changes(meeting, Map.of("locked", true)).then().statusCode(403);
        RAHIM.changes(meeting, Map.of("mediaPlane", "sfu"))
                .then()
                .statusCode(mediaServers.isPresent() ? 200 : 409);
        RAHIM.changes(meeting, Map.of("mediaPlane", "pigeon")).then().statusCode(400);
        RAHIM.changes(meeting, Map.of("scheduledFor", "2027-01-01T10:00:00Z"))
                .then()
                .statusCode(409);
        RAHIM.changes(meeting, Map.of("title", "x".repeat(201))).then().statusCode(400);
    }

    @Test
    void a_reaction_is_seen_by_all_and_not_without_end() {
        reacts(AISHA, aisha, "🎉").then().statusCode(202);

        JsonObject sent = last("reaction.sent");
        assertThat(sent.getString("emoji")).isEqualTo("🎉");
        assertThat(sent.getString("participantId")).isEqualTo(aisha.id());
        reacts(AISHA, rahim, "🎉").then().statusCode(403);
        reacts(AISHA, aisha, "x".repeat(17)).then().statusCode(400);
        reacts(AISHA, aisha, "a\nb").then().statusCode(400);
        OMAR.calls()
                .body(Map.of("emoji", "x"))
                .post("/api/meetings/v1/meetings/{id}/reactions", meeting)
                .then()
                .statusCode(403);
    }

    private static io.restassured.response.Response reacts(Person person, Place as, String emoji) {
        return person.calls()
                .body(Map.of("emoji", emoji, "participantId", as.id()))
                .post("/api/meetings/v1/meetings/{id}/reactions", as.meeting());
    }

    @Test
    void the_lobby_holds_everybody_back_until_a_host_decides() {
        RAHIM.changes(meeting, Map.of("lobby", true)).then().statusCode(200);
        Place mina = MINA.knocks(meeting);
        mina.answer().then().body("waiting", equalTo(true)).body("leaseSeconds", equalTo(24));
        Place omar = OMAR.knocks(meeting);

        JsonObject lobby = last("lobby.updated");
        assertThat(lobby.getJsonArray("waiting")).hasSize(2);
        assertThat(lobby.getJsonArray("waiting").getJsonObject(0).getString("participantId"))
                .isEqualTo(mina.id());
        MINA.mayHear("participant:" + mina.id()).then().statusCode(204);
        MINA.mayHear("meeting:" + meeting).then().statusCode(404);
        MINA.renews(mina).then().statusCode(204);
        MINA.resumes(mina).then().statusCode(202);
        MINA.signals(mina, rahim, Map.of("description", Map.of("type", "offer", "sdp", "x")))
                .then()
                .statusCode(403);
        MINA.asksForIceServers(meeting, mina.id()).then().statusCode(403);
        MINA.admits(mina, true).then().statusCode(403);
        AISHA.admits(mina, true).then().statusCode(403);

        RAHIM.admits(mina, true).then().statusCode(204);
        assertThat(types(Topic.of("participant", mina.id())))
                .containsExactly("participant.admitted");
        MINA.resumes(mina).then().statusCode(201).body("participantId", equalTo(mina.id()));
        RAHIM.sees(meeting).then().body("participants", hasSize(3));

        RAHIM.admits(omar, false).then().statusCode(204);
        JsonObject removed = on(Topic.of("participant", omar.id())).getLast();
        assertThat(removed.getString("type")).isEqualTo("participant.removed");
        assertThat(removed.getString("reason")).isEqualTo("denied");
        assertThat(last("lobby.updated").getJsonArray("waiting")).isEmpty();
        OMAR.renews(omar).then().statusCode(404);
        RAHIM.admits(omar, true).then().statusCode(404);
    }

    @Test
    void opening_the_lobby_lets_all_in_who_wait() {
        RAHIM.changes(meeting, Map.of("lobby", true));
        Place mina = MINA.knocks(meeting);

        RAHIM.changes(meeting, Map.of("lobby", false)).then().statusCode(200);

        assertThat(types(Topic.of("participant", mina.id()))).contains("participant.admitted");
        MINA.resumes(mina).then().statusCode(201);
    }

    private JsonObject last(String type) {
        return on(Topic.of("meeting", meeting)).stream()
                .filter(event -> event.getString("type").equals(type))
                .toList()
                .getLast();
    }
}

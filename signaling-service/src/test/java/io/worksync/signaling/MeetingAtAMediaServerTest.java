package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.OMAR;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What participants say to a real Janus, and hear of it. Media is for the tests in browsers.
@QuarkusTest
class MeetingAtAMediaServerTest extends MeetingTest {

    private static final String OFFER =
            """
            v=0\r
            o=- 4611731400430051336 2 IN IP4 127.0.0.1\r
            s=-\r
            t=0 0\r
            a=group:BUNDLE 0 1\r
            m=audio 9 UDP/TLS/RTP/SAVPF 111\r
            c=IN IP4 0.0.0.0\r
            a=ice-ufrag:abcd\r
            a=ice-pwd:abcdefghijklmnopqrstuvwx\r
            a=ice-options:trickle\r
            a=fingerprint:sha-256 CERTIFICATE\r
            a=setup:actpass\r
            a=mid:0\r
            a=sendonly\r
            a=rtcp-mux\r
            a=rtpmap:111 opus/48000/2\r
            m=video 9 UDP/TLS/RTP/SAVPF 96\r
            c=IN IP4 0.0.0.0\r
            a=ice-ufrag:abcd\r
            a=ice-pwd:abcdefghijklmnopqrstuvwx\r
            a=ice-options:trickle\r
            a=fingerprint:sha-256 CERTIFICATE\r
            a=setup:actpass\r
            a=mid:1\r
            a=sendonly\r
            a=rtcp-mux\r
            a=rtpmap:96 VP8/90000\r
            """;

    @ConfigProperty(name = "worksync.sfu.janus.urls")
    Optional<List<String>> servers;

    private String meeting;
    private Place rahim;
    private Place aisha;

    @BeforeEach
    void four() {
        assumeThat(servers)
                .as("left out: janus is not installed, or has no network interface to use")
                .isPresent();
        meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA, MINA, OMAR));
        rahim = RAHIM.joins(meeting);
        aisha = AISHA.joins(meeting);
        MINA.joins(meeting);
        OMAR.joins(meeting);
    }

    private void aFifth() {
        AISHA.joins(meeting);
        RAHIM.sees(meeting).then().body("mediaPlane", equalTo("sfu"));
    }

    @Test
    void four_have_no_media_server_to_talk_to() {
        RAHIM.sees(meeting).then().body("mediaPlane", equalTo("mesh"));
        offers(rahim, "n1", "AA").then().statusCode(404);
        wants(rahim, aisha, "camera", "low").then().statusCode(409);
        records(RAHIM).then().statusCode(409);
    }

    @Test
    void an_offer_is_answered_under_its_own_number_however_often_it_comes() {
        aFifth();
        offers(rahim, "n1", "AA").then().statusCode(202);
        JsonObject answer = answerTo(rahim, "n1", 1);
        assertThat(answer.getString("from")).isEqualTo("publisher");
        assertThat(answer.getJsonObject("description").getString("type")).isEqualTo("answer");
        offers(rahim, "n1", "AA").then().statusCode(202);
        assertThat(answerTo(rahim, "n1", 2).getJsonObject("description"))
                .isEqualTo(answer.getJsonObject("description"));
    }

    @Test
    void another_connection_of_the_same_participant_takes_the_place_of_the_first() {
        aFifth();
        offers(rahim, "n1", "AA").then().statusCode(202);
        String first = ufrag(answerTo(rahim, "n1", 1));
        offers(rahim, "n2", "BB").then().statusCode(202);
        assertThat(ufrag(answerTo(rahim, "n2", 1))).isNotEqualTo(first);
    }

    @Test
    void nobody_publishes_in_the_name_of_somebody_else() {
        aFifth();
        Map<String, Object> forged =
                Map.of(
                        "from",
                        rahim.id(),
                        "to",
                        "publisher",
                        "description",
                        Map.of("type", "offer", "sdp", sdp("AA")));
        AISHA.calls()
                .body(forged)
                .post("/api/meetings/v1/meetings/{id}/signals", meeting)
                .then()
                .statusCode(403);
    }

    @Test
    void one_chooses_sizes_for_oneself_and_of_pictures_only() {
        aFifth();
        wants(rahim, aisha, "camera", "low").then().statusCode(204);
        wants(rahim, aisha, "microphone", "low").then().statusCode(400);
        wants(rahim, aisha, "camera", "huge").then().statusCode(400);
        AISHA.calls()
                .body(Map.of("items", List.of()))
                .put(
                        "/api/meetings/v1/meetings/{id}/participants/{p}/subscriptions",
                        meeting,
                        rahim.id())
                .then()
                .statusCode(403);
    }

    @Test
    void hosts_record_and_everybody_is_told() {
        aFifth();
        records(AISHA).then().statusCode(403);
        records(RAHIM).then().statusCode(202);
        AISHA.sees(meeting).then().body("recording.startedBy", equalTo(RAHIM.id().toString()));
        assertThat(lastUpdate().getJsonObject("recording")).isNotNull();
        records(RAHIM).then().statusCode(202);
        RAHIM.calls()
                .delete("/api/meetings/v1/meetings/{id}/recording", meeting)
                .then()
                .statusCode(204);
        AISHA.sees(meeting).then().body("recording", nullValue());
    }

    private Response offers(Place place, String negotiation, String certificate) {
        Map<String, Object> signal =
                Map.of(
                        "from",
                        place.id(),
                        "to",
                        "publisher",
                        "negotiationId",
                        negotiation,
                        "description",
                        Map.of("type", "offer", "sdp", sdp(certificate)),
                        "tracks",
                        List.of(
                                Map.of("mid", "0", "slot", "microphone"),
                                Map.of("mid", "1", "slot", "camera")));
        return place.person()
                .calls()
                .body(signal)
                .post("/api/meetings/v1/meetings/{id}/signals", meeting);
    }

    private static String sdp(String certificate) {
        String fingerprint = String.join(":", Collections.nCopies(32, certificate));
        return OFFER.replace("CERTIFICATE", fingerprint);
    }

    /// The so-manieth answer to an offer.
    private JsonObject answerTo(Place place, String negotiation, int count) {
        await().atMost(SOON).until(() -> answers(place, negotiation).size() >= count);
        return answers(place, negotiation).get(count - 1);
    }

    private List<JsonObject> answers(Place place, String negotiation) {
        return on(Topic.of("participant", place.id())).stream()
                .filter(event -> event.getString("type").equals("signal.received"))
                .map(event -> event.getJsonObject("signal"))
                .filter(signal -> negotiation.equals(signal.getString("negotiationId")))
                .filter(signal -> signal.getJsonObject("description") != null)
                .toList();
    }

    private static String ufrag(JsonObject answer) {
        String sdp = answer.getJsonObject("description").getString("sdp");
        return sdp.lines()
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .findFirst()
                .orElseThrow();
    }

    private Response wants(Place place, Place of, String slot, String layer) {
        Map<String, String> item = Map.of("participantId", of.id(), "slot", slot, "layer", layer);
        return place.person()
                .calls()
                .body(Map.of("items", List.of(item)))
                .put(
                        "/api/meetings/v1/meetings/{id}/participants/{p}/subscriptions",
                        meeting,
                        place.id());
    }

    private Response records(Person person) {
        return person.calls().put("/api/meetings/v1/meetings/{id}/recording", meeting);
    }

    private JsonObject lastUpdate() {
        return on(Topic.of("meeting", meeting)).stream()
                .filter(event -> event.getString("type").equals("meeting.updated"))
                .toList()
                .getLast()
                .getJsonObject("meeting");
    }
}

package io.worksync.signaling;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.UserId;
import io.worksync.stack.test.DemoTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// A demo user and what they do with meetings.
record Person(String username) {

    static final Person RAHIM = new Person("rahim");
    static final Person AISHA = new Person("aisha");
    static final Person MINA = new Person("mina");
    static final Person OMAR = new Person("omar");
    static final Person ZOE_A_GUEST = new Person("zoe");

    private static final String MEETINGS = "/api/meetings/v1/meetings";

    /// Somebody's place in a meeting.
    record Place(Person person, String meeting, String id, Response answer) {}

    UserId id() {
        byte[] claims = Base64.getUrlDecoder().decode(token().split("\\.")[1]);
        return UserId.fromString(
                new JsonObject(new String(claims, StandardCharsets.UTF_8)).getString("sub"));
    }

    String token() {
        return DemoTokens.of(username);
    }

    RequestSpecification calls() {
        return RestAssured.given().auth().oauth2(token()).contentType(ContentType.JSON);
    }

    Response starts(Map<String, ?> meeting) {
        return calls().body(meeting).post(MEETINGS);
    }

    /// Starts one in a channel without ringing, and gives its id.
    String startsIn(Object channel) {
        return starts(Map.of("channelId", channel.toString()))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    Response triesToJoin(String meeting) {
        return calls().body(Map.of("deviceName", username + "'s laptop"))
                .post(MEETINGS + "/{id}/participants", meeting);
    }

    Place joins(String meeting) {
        Response answer = triesToJoin(meeting).then().statusCode(201).extract().response();
        return new Place(this, meeting, answer.path("participantId"), answer);
    }

    Response leaves(Place place) {
        return calls().delete(MEETINGS + "/{id}/participants/{p}", place.meeting(), place.id());
    }

    Response shows(Place place, Map<String, Boolean> media) {
        return calls().body(media)
                .patch(MEETINGS + "/{id}/participants/{p}", place.meeting(), place.id());
    }

    Response ends(String meeting) {
        return calls().delete(MEETINGS + "/{id}", meeting);
    }

    Response sees(String meeting) {
        return calls().get(MEETINGS + "/{id}", meeting);
    }

    Response lists(Object channel, boolean active) {
        return calls().get(MEETINGS + "?channelId={c}&active={a}", channel.toString(), active);
    }

    Response signals(Place from, Place to, Map<String, ?> what) {
        Map<String, Object> body = new HashMap<>(what);
        body.put("from", from.id());
        body.put("to", to.id());
        return calls().body(body).post(MEETINGS + "/{id}/signals", from.meeting());
    }

    Response asksForIceServers(String meeting, String participant) {
        return calls().get(MEETINGS + "/{id}/ice-servers?participantId={p}", meeting, participant);
    }

    Response mayHear(String topic) {
        return calls().get("/internal/realtime/topics/{t}", topic);
    }
}

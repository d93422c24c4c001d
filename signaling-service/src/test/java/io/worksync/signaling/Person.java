package io.worksync.signaling;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.UserId;
import io.worksync.stack.test.DemoTokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
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
    record Place(Person person, String meeting, String id, Response answer) {

        String token() {
            return answer.path("resumeToken");
        }
    }

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

    /// Comes back as the participant that it was.
    Response resumes(Place place) {
        return resumes(place, place.token());
    }

    Response resumes(Place place, String token) {
        return calls().body(Map.of("resume", Map.of("participantId", place.id(), "token", token)))
                .post(MEETINGS + "/{id}/participants", place.meeting());
    }

    /// Comes to the lobby, which holds them back.
    Place knocks(String meeting) {
        Response answer = triesToJoin(meeting).then().statusCode(202).extract().response();
        return new Place(this, meeting, answer.path("participantId"), answer);
    }

    Response renews(Place place) {
        return calls().put(MEETINGS + "/{id}/participants/{p}/lease", place.meeting(), place.id());
    }

    Response admits(Place place, boolean admitted) {
        return calls().body(Map.of("admitted", admitted))
                .put(MEETINGS + "/{id}/participants/{p}/admission", place.meeting(), place.id());
    }

    Response gives(Place place, String role) {
        return calls().body(Map.of("role", role))
                .patch(MEETINGS + "/{id}/participants/{p}", place.meeting(), place.id());
    }

    Response changes(String meeting, Map<String, ?> settings) {
        return calls().body(settings).patch(MEETINGS + "/{id}", meeting);
    }

    Response opens(String code) {
        return calls().get(MEETINGS + "/by-code/{code}", code);
    }

    Response rings(String meeting, Person... people) {
        List<String> ids = Arrays.stream(people).map(p -> p.id().toString()).toList();
        return calls().body(Map.of("userIds", ids)).post(MEETINGS + "/{id}/rings", meeting);
    }

    Response stopsRinging(String meeting) {
        return calls().delete(MEETINGS + "/{id}/rings", meeting);
    }

    Response answers(String meeting, String answer) {
        return calls().body(Map.of("answer", answer)).put(MEETINGS + "/{id}/ring", meeting);
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

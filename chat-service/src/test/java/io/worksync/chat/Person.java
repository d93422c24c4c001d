package io.worksync.chat;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.worksync.stack.test.DemoTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A demo user who calls the API.
public record Person(String username) {

    public static final Person RAHIM = new Person("rahim");
    public static final Person AISHA = new Person("aisha");
    public static final Person MINA = new Person("mina");
    public static final Person OMAR = new Person("omar");
    public static final Person ZOE = new Person("zoe");
    public static final Person ADMIN = new Person("admin");

    private static final Map<String, String> IDS = new ConcurrentHashMap<>();

    public RequestSpecification call() {
        return given().auth().oauth2(DemoTokens.of(username)).contentType(ContentType.JSON);
    }

    /// The person's id; asking for it makes them seen.
    public String id() {
        return IDS.computeIfAbsent(username, name -> me());
    }

    private String me() {
        return call().get("/api/chat/v1/users/me").then().statusCode(200).extract().path("id");
    }

    public String creates(String kind) {
        return call().body(Map.of("name", "c " + UUID.randomUUID(), "kind", kind))
                .post("/api/chat/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public void adds(String channel, Person other) {
        call().put(members(channel) + "/" + other.id()).then().statusCode(204);
    }

    public Response removes(String channel, Person other) {
        return call().delete(members(channel) + "/" + other.id());
    }

    public String talksTo(Person... others) {
        List<String> ids = List.of(others).stream().map(Person::id).toList();
        return call().body(Map.of("userIds", ids))
                .put("/api/chat/v1/direct-channels")
                .then()
                .extract()
                .path("id");
    }

    public JsonPath says(String channel, String text) {
        Response response = sends(channel, Map.of("text", text, "clientId", clientId()));
        response.then().statusCode(201);
        return response.jsonPath();
    }

    public Response sends(String channel, Map<String, ?> body) {
        return call().body(body).post(messages(channel));
    }

    public Response reads(String channel, String query) {
        return call().get(messages(channel) + query);
    }

    public Response marksRead(String channel, Map<String, ?> body) {
        return call().body(body).put("/api/chat/v1/channels/" + channel + "/read");
    }

    /// The channel as the person's list has it.
    public Map<String, Object> sees(String channel) {
        return call().get("/api/chat/v1/channels")
                .jsonPath()
                .getMap("items.find { it.id == '" + channel + "' }");
    }

    public static String messages(String channel) {
        return "/api/chat/v1/channels/" + channel + "/messages";
    }

    public static String members(String channel) {
        return "/api/chat/v1/channels/" + channel + "/members";
    }

    public static String clientId() {
        return UUID.randomUUID().toString();
    }
}

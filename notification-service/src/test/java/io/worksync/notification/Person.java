package io.worksync.notification;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.stack.test.DemoTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A demo user with their token.
public record Person(String username) {

    public static final Person RAHIM = new Person("rahim");
    public static final Person AISHA = new Person("aisha");
    public static final Person MINA = new Person("mina");
    public static final Person OMAR = new Person("omar");

    public UserId id() {
        String claims = DemoTokens.of(username).split("\\.")[1];
        byte[] decoded = Base64.getUrlDecoder().decode(claims);
        return UserId.fromString(
                JsonPath.from(new String(decoded, StandardCharsets.UTF_8)).getString("sub"));
    }

    public RequestSpecification call() {
        return given().auth().oauth2(DemoTokens.of(username)).contentType(ContentType.JSON);
    }

    /// The newest entries of the inbox that come from the channel.
    public List<Map<String, Object>> inbox(ChannelId channel) {
        return items("all", channel);
    }

    public List<Map<String, Object>> unread(ChannelId channel) {
        return items("unread", channel);
    }

    long unreadCount() {
        return call().get("/api/notifications/v1/notifications/counts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("unread");
    }

    private List<Map<String, Object>> items(String state, ChannelId channel) {
        List<Map<String, Object>> items =
                call().queryParam("state", state)
                        .queryParam("limit", 100)
                        .get("/api/notifications/v1/notifications")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("items");
        return items.stream()
                .filter(item -> channel.toString().equals(item.get("channelId")))
                .toList();
    }
}

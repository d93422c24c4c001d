package io.worksync.presence;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.worksync.contracts.id.UserId;
import io.worksync.stack.test.DemoTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A demo user with their token.
record Person(String username) {

    static final Person RAHIM = new Person("rahim");
    static final Person AISHA = new Person("aisha");
    static final Person ZOE = new Person("zoe");

    UserId id() {
        String claims = DemoTokens.of(username).split("\\.")[1];
        byte[] decoded = Base64.getUrlDecoder().decode(claims);
        return UserId.fromString(
                JsonPath.from(new String(decoded, StandardCharsets.UTF_8)).getString("sub"));
    }

    RequestSpecification call() {
        return given().auth().oauth2(DemoTokens.of(username)).contentType(ContentType.JSON);
    }

    Map<String, Object> sees(UserId other) {
        List<Map<String, Object>> items =
                call().queryParam("ids", other.toString())
                        .get("/api/presence/v1/users")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("items");
        return items.getFirst();
    }

    Object availabilityOf(UserId other) {
        return sees(other).get("availability");
    }

    int listensTo(String topic) {
        return call().get("/internal/realtime/topics/" + topic).statusCode();
    }
}

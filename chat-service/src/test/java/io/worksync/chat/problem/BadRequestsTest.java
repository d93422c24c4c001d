package io.worksync.chat.problem;

import static io.restassured.RestAssured.given;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.messages;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.stack.test.DemoTokens;
import io.worksync.stack.test.StackTestResource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class BadRequestsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"text\":\"\",\"clientId\":\"1\"}            | text",
                "{\"text\":\"  \",\"clientId\":\"1\"}          | text",
                "{\"clientId\":\"1\"}                          | text",
                "{\"text\":null,\"clientId\":\"1\"}            | text",
                "{\"text\":\"a\\u0000b\",\"clientId\":\"1\"}   | text",
                "{\"text\":\"a\\ud800b\",\"clientId\":\"1\"}   | text",
                "{\"text\":1,\"clientId\":\"1\"}               | text",
                "{\"text\":[\"a\"],\"clientId\":\"1\"}         | text",
                "{\"text\":\"a\"}                              | clientId",
                "{\"text\":\"a\",\"clientId\":\"\\u0000\"}     | clientId",
                "{\"text\":\"a\",\"clientId\":true}            | clientId",
                "{\"text\":\"a\",\"clientId\":\"1\",\"threadId\":\"x\"} | threadId",
                "{\"text\":\"a\",\"clientId\":\"1\",\"attachments\":[{}]} | attachments",
                "{\"text\":\"a\",                              | body",
                "{\"text\":\"a\",\"clientId\":\"1\"} x         | body",
                "[]                                            | body",
                "null                                          | body",
                "not json                                      | body"
            })
    void name_the_field_and_change_nothing(String body, String field) {
        String channel = RAHIM.creates("private");

        RAHIM.call()
                .body(body)
                .post(messages(channel))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("title", equalTo("Bad request"))
                .body("traceId", matchesPattern("[0-9a-f]{32}"))
                .body("errors[0].field", equalTo(field));

        RAHIM.reads(channel, "").then().body("items.size()", equalTo(0));
    }

    @Test
    void too_long_a_text_is_refused_and_the_longest_is_taken() {
        String channel = RAHIM.creates("private");

        RAHIM.sends(channel, Map.of("text", "x".repeat(16_001), "clientId", "1"))
                .then()
                .statusCode(400);
        RAHIM.sends(channel, Map.of("text", "x".repeat(16_000), "clientId", "1"))
                .then()
                .statusCode(201);
        RAHIM.sends(channel, Map.of("text", "x".repeat(140_000), "clientId", "2"))
                .then()
                .statusCode(413);
    }

    @Test
    void fields_that_nobody_knows_are_ignored() {
        String channel = RAHIM.creates("private");

        RAHIM.call()
                .body(
                        "{\"text\":\"a\",\"clientId\":\"1\",\"seq\":99,\"authorId\":\"x\",\"isAdmin\":true}")
                .post(messages(channel))
                .then()
                .statusCode(201)
                .body("seq", equalTo(1))
                .body("authorId", equalTo(RAHIM.id()));
    }

    @Test
    void an_id_that_is_none_is_an_id_of_nothing() {
        RAHIM.reads("x", "").then().statusCode(404).contentType("application/problem+json");
        RAHIM.reads("1-1-1-1-1", "").then().statusCode(404);
        RAHIM.call().get("/api/chat/v1/nothing").then().statusCode(404);
    }

    @Test
    void without_a_valid_token_nothing_is_answered() {
        String channels = "/api/chat/v1/channels";
        given().get(channels).then().statusCode(401).contentType("application/problem+json");
        given().auth().oauth2("x.y.z").get(channels).then().statusCode(401);
        given().auth()
                .oauth2(tampered(DemoTokens.of("rahim")))
                .get(channels)
                .then()
                .statusCode(401)
                .body("detail", not(containsString("Exception")));
        given().auth()
                .oauth2(unsigned(DemoTokens.of("rahim")))
                .get(channels)
                .then()
                .statusCode(401);
        given().get("/internal/realtime/topics").then().statusCode(401);
    }

    @Test
    void the_caller_s_trace_is_named() {
        given().header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .get("/api/chat/v1/channels")
                .then()
                .statusCode(401)
                .body("traceId", equalTo("0af7651916cd43dd8448eb211c80319c"));
    }

    @Test
    void another_media_type_is_refused() {
        given().auth()
                .oauth2(DemoTokens.of("rahim"))
                .contentType("text/plain")
                .body("{\"name\":\"x\",\"kind\":\"public\"}")
                .post("/api/chat/v1/channels")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    private static String tampered(String token) {
        int at = token.indexOf('.') + 10;
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private static String unsigned(String token) {
        String none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
        return none + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    }
}

package io.worksync.gateway.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.worksync.gateway.support.RawSocket;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.Services.Answer;
import io.worksync.gateway.support.Services.Call;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProxyTest extends RunningGateway {

    private static RequestSpecification rahim() {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token("rahim"));
    }

    @Test
    void a_call_is_forwarded_without_what_a_client_may_not_say() {
        services.answer("POST /api/chat/v1/http", Answer.json(201, "{\"id\":1}"));
        rahim().header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "evil")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-User-Id", "admin")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("Idempotency-Key", "k1")
                .contentType("application/json")
                .body("{\"text\":\"Hey\"}")
                .post("/api/chat/v1/http?x=1")
                .then()
                .statusCode(201)
                .body("id", equalTo(1));
        Call received = services.calls("/api/chat/v1/http?x=1").getLast();
        assertThat(received.body()).isEqualTo("{\"text\":\"Hey\"}");
        assertThat(received.header("X-Forwarded-For")).isEmpty();
        assertThat(received.header("X-Forwarded-Host")).isEmpty();
        assertThat(received.header("Forwarded")).isEmpty();
        assertThat(received.header("X-User-Id")).isEmpty();
        assertThat(received.header("X-HTTP-Method-Override")).isEmpty();
        assertThat(received.header("Idempotency-Key")).isEqualTo("k1");
        assertThat(received.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void the_callers_trace_goes_on() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        services.answer("GET /api/chat/v1/trace", Answer.json(200, "{}"));
        rahim().header("traceparent", trace).get("/api/chat/v1/trace").then().statusCode(200);
        assertThat(services.calls("/api/chat/v1/trace").getLast().header("traceparent"))
                .isEqualTo(trace);
    }

    @Test
    void an_answer_without_a_body_has_none() {
        services.answer("DELETE /api/chat/v1/gone", new Answer(204, "application/json", "", 0));
        rahim().delete("/api/chat/v1/gone")
                .then()
                .statusCode(204)
                .header("Transfer-Encoding", nullValue())
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void an_answer_is_handed_back_as_it_is() {
        services.answer("GET /api/chat/v1/refused", Answer.problem(403, "Not yours"));
        rahim().get("/api/chat/v1/refused")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("Not yours"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer abc", "Bearer a.b.c", "Basic cmFoaW06cmFoaW0="})
    void without_a_valid_token_nothing_is_forwarded(String authorization) {
        given().header("Authorization", authorization)
                .get("/api/chat/v1/unauthorized")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("status", equalTo(401))
                .body("traceId", matchesPattern("[0-9a-f]{32}"));
        assertThat(services.calls("/api/chat/v1/unauthorized")).isEmpty();
    }

    @Test
    void a_body_beyond_the_limit_is_refused() {
        rahim().contentType("application/json")
                .body("x".repeat(200_000))
                .post("/api/chat/v1/large")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
        assertThat(services.calls("/api/chat/v1/large")).isEmpty();
    }

    @Test
    void a_chunked_body_beyond_the_limit_is_refused() {
        try (RawSocket socket = new RawSocket(port())) {
            String head =
                    socket.request(
                            "POST /api/chat/v1/chunked HTTP/1.1",
                            List.of(
                                    "Host: localhost",
                                    "Authorization: Bearer " + token("rahim"),
                                    "Transfer-Encoding: chunked",
                                    "",
                                    "30000",
                                    "x".repeat(0x30000),
                                    "0"));
            assertThat(head).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nope", "/api/other/v1/x", "/api/", "/api"})
    void an_unknown_route_is_not_there(String path) {
        rahim().get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/chat/..%2finternal/realtime/topics",
                "/api/chat/%2e%2e/x",
                "//api/chat/v1/x",
                "/api/chat/v1/x;y",
                "/api/chat%3Bx",
                "/api/chat/v1/%5cx",
                "/%2fapi/chat"
            })
    void a_path_that_could_be_read_in_two_ways_is_refused(String path) {
        try (RawSocket socket = new RawSocket(port())) {
            String head =
                    socket.request(
                            "GET " + path + " HTTP/1.1",
                            List.of("Host: localhost", "Authorization: Bearer " + token("rahim")));
            assertThat(head).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    @Test
    void a_service_that_is_down_is_503_with_retry_after() {
        rahim().get("/api/notifications/v1/counts")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", not(emptyOrNullString()));
    }

    @Test
    void a_service_that_does_not_answer_is_503_with_retry_after() {
        services.answer("GET /api/chat/v1/hangs", Answer.json(200, "{}").after(4000));
        rahim().get("/api/chat/v1/hangs")
                .then()
                .statusCode(503)
                .header("Retry-After", not(emptyOrNullString()));
    }

    @Test
    void a_foreign_page_may_not_read_answers_and_an_allowed_one_may() {
        services.answer("GET /api/chat/v1/cors", Answer.json(200, "{}"));
        rahim().header("Origin", "https://evil.example")
                .get("/api/chat/v1/cors")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", "https://evil.example")
                .options("/api/chat/v1/cors")
                .then()
                .statusCode(405)
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", "https://app.example.com")
                .options("/api/chat/v1/cors")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo("https://app.example.com"));
    }
}

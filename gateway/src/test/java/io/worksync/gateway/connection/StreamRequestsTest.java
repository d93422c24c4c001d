package io.worksync.gateway.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.worksync.gateway.support.RawSocket;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.StreamClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StreamRequestsTest extends RunningGateway {

    private static final String JSON = "application/json";

    @ParameterizedTest
    @CsvSource({
        "GET, /connection/http_stream, POST",
        "PUT, /connection/http_stream, POST",
        "PUT, /connection/sse, 'GET, POST'",
        "GET, /emulation, POST",
        "DELETE, /emulation, POST"
    })
    void other_methods_are_refused(String method, String path, String allowed) {
        problem(given().request(method, path).then(), 405).header("Allow", equalTo(allowed));
    }

    @ParameterizedTest
    @CsvSource({
        "/connection/http_stream, text/plain",
        "/connection/http_stream, application/x-www-form-urlencoded",
        "/connection/sse, text/plain",
        "/connection/sse, application/octet-stream",
        "/emulation, text/plain"
    })
    void other_content_types_are_refused(String path, String type) {
        HttpResponse<String> answer =
                StreamClient.call(StreamClient.post(base() + path, type, "{}").build());
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connection/http_stream", "/connection/sse", "/emulation"})
    void a_body_beyond_the_limit_is_refused(String path) {
        problem(given().contentType(JSON).body("x".repeat(270_000)).post(path).then(), 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "no json",
                "[]",
                "{}",
                "{\"id\":1}",
                "{\"id\":1,\"ping\":{}}",
                "{\"id\":1,\"connect\":{\"token\":7}}",
                "{\"id\":1,\"connect\":{}} trailing"
            })
    void what_does_not_begin_with_connect_opens_no_stream(String body) {
        problem(given().contentType(JSON).body(body).post("/connection/http_stream").then(), 400);
        problem(given().contentType(JSON).body(body).post("/connection/sse").then(), 400);
        problem(given().queryParam("cf_connect", body).get("/connection/sse").then(), 400);
        problem(
                given().contentType("application/octet-stream")
                        .body(body.getBytes(StandardCharsets.UTF_8))
                        .post("/connection/http_stream")
                        .then(),
                400);
    }

    @Test
    void text_that_is_not_utf_8_opens_no_stream() {
        byte[] connect = "{\"id\":1,\"connect\":{\"name\":\"?\"}}".getBytes(StandardCharsets.UTF_8);
        connect[connect.length - 4] = (byte) 0xC0;
        problem(
                given().contentType(JSON).body(connect).post("/connection/http_stream").then(),
                400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connection/sse",
                "/connection/sse?cf_connect=",
                "/connection/sse?cf_connect=%7B%7D&cf_connect=%7B%7D"
            })
    void events_need_one_connect_command_in_the_address(String path) {
        problem(given().urlEncodingEnabled(false).get(path).then(), 400);
    }

    @Test
    void an_address_that_is_not_well_encoded_opens_no_stream() {
        try (RawSocket raw = new RawSocket(port())) {
            assertThat(
                            raw.request(
                                    "GET /connection/sse?cf_connect=%zz HTTP/1.1",
                                    List.of("Host: localhost")))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connection/http_stream", "/connection/sse", "/emulation"})
    void a_token_in_the_address_is_refused_and_not_repeated(String path) {
        problem(
                        given().contentType(JSON)
                                .body("{}")
                                .post(path + "?access_token=s3cret")
                                .then(),
                        401)
                .body(not(containsString("s3cret")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "https://app.example.com.evil.io",
                "http://app.example.com",
                "https://app.example.com:8443"
            })
    void a_foreign_origin_is_refused(String origin) {
        for (String path :
                new String[] {"/connection/http_stream", "/connection/sse", "/emulation"}) {
            problem(
                            given().header("Origin", origin)
                                    .contentType(JSON)
                                    .body(connect("rahim"))
                                    .post(path)
                                    .then(),
                            403)
                    .header("Access-Control-Allow-Origin", equalTo(null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connection/http_stream", "/connection/sse", "/emulation"})
    void a_page_of_an_allowed_origin_may_ask_beforehand(String path) {
        given().header("Origin", "https://app.example.com")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .options(path)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo("https://app.example.com"))
                .header("Access-Control-Allow-Methods", containsString("POST"))
                .header("Access-Control-Allow-Headers", containsString("Content-Type"))
                .header("Access-Control-Max-Age", notNullValue());
    }

    @Test
    void a_foreign_page_learns_nothing_beforehand() {
        given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/connection/http_stream")
                .then()
                .header("Access-Control-Allow-Origin", equalTo(null));
    }

    @Test
    void an_allowed_page_may_read_the_stream() {
        assertThat(
                        stream(
                                        Way.HTTP_STREAM,
                                        connect("rahim"),
                                        "Origin",
                                        "https://app.example.com")
                                .header("access-control-allow-origin"))
                .isEqualTo("https://app.example.com");
    }

    @Test
    void only_the_address_of_events_may_be_long() {
        String padding = "x".repeat(12_000);
        String first = connect("rahim", ",\"data\":\"" + padding + "\"");
        assertThat(stream(Way.SSE_ADDRESS, first).connected().path("session").asText())
                .isNotEmpty();
        problem(given().get("/config.json?a=" + padding).then(), 414);
        given().get("/connection/sse?cf_connect=" + "x".repeat(40_000)).then().statusCode(414);
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", not(equalTo("Error")))
                .body("traceId", notNullValue());
    }
}

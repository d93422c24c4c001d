package io.worksync.gateway.web;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PagesTest extends RunningGateway {

    @Test
    void the_web_client_is_told_where_to_sign_in() {
        when().get("/config.json")
                .then()
                .statusCode(200)
                .body("issuer", containsString("/realms/worksync"))
                .body("clientId", equalTo("worksync-web"));
    }

    @Test
    void every_answer_limits_what_the_browser_may_do() {
        when().get("/config.json")
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header(
                        "Content-Security-Policy",
                        containsString("connect-src 'self' http://localhost:"))
                .header("Permissions-Policy", startsWith("camera=(self)"))
                .header("Referrer-Policy", "no-referrer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rooms/5", "/", "/meetings/abc"})
    void a_path_of_the_client_shows_its_document(String path) {
        when().get(path)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-cache")
                .body(containsString("<title>WorkSync"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/missing.js",
                "/missing.css",
                "/internal/realtime/topics",
                "/q/health",
                "/q/metrics",
                "/connection"
            })
    void what_is_not_there_is_404_and_no_page(String path) {
        given().header("Authorization", "Bearer " + token("rahim"))
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void the_events_are_documented() {
        when().get("/asyncapi").then().statusCode(200).body("asyncapi", startsWith("3."));
    }

    @Test
    void half_a_document_does_not_pass_for_the_whole() {
        when().get("/openapi")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("status", equalTo(503));
    }

    @Test
    void files_with_a_hash_in_their_name_are_good_for_ever() {
        when().get("/assets/test-1.js")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("immutable"));
    }

    @Test
    void a_missing_page_says_nothing_about_the_server() {
        when().get("/missing.css")
                .then()
                .header("Server", equalTo(null))
                .body("", not(hasKey("stack")));
    }
}

package io.worksync.gateway.logout;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.worksync.gateway.support.LogoutTokens;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.stack.test.TestRealm;
import io.worksync.stack.test.TestRealm.Grant;
import io.worksync.stack.test.TestRealm.Person;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BackchannelLogoutTest extends RunningGateway {

    private static LogoutTokens sent;
    private final TestRealm realm = TestRealm.get();

    @BeforeAll
    static void receive() {
        sent = new LogoutTokens(TestRealm.get().gatewayPort());
    }

    @AfterAll
    static void stop() {
        sent.close();
    }

    private static ValidatableResponse post(String token) {
        return given().formParam("logout_token", token).post("/backchannel-logout").then();
    }

    private static void refused(String token) {
        post(token)
                .statusCode(400)
                .header("Cache-Control", equalTo("no-store"))
                .contentType("application/json")
                .body("error", equalTo("invalid_request"))
                .body("error_description", not(emptyOrNullString()));
    }

    @Test
    void a_logout_token_of_keycloak_ends_the_sign_in_and_works_once() {
        Person person = realm.newPerson();
        Grant grant = realm.signIn(person.name());
        Grant other = realm.signIn(person.name());
        SocketClient client = connecting(grant.accessToken());
        SocketClient stays = connecting(other.accessToken());
        client.reply(1);
        stays.reply(1);
        realm.signOut(grant);
        String token = sent.next();
        post(token).statusCode(200).header("Cache-Control", equalTo("no-store"));
        assertThat(client.closeCode()).isEqualTo(3500);
        stays.send("{\"id\":2,\"ping\":{}}").reply(2);
        refused(token);
    }

    @Test
    void a_logout_token_for_another_application_ends_nothing() {
        String url = "http://localhost:" + realm.gatewayPort() + "/backchannel-logout";
        realm.client(
                "elsewhere-" + realm.gatewayPort(),
                Map.of(
                        "backchannel.logout.url",
                        url,
                        "backchannel.logout.session.required",
                        "true"));
        Person person = realm.newPerson();
        realm.signOut(realm.signIn(person.name(), "elsewhere-" + realm.gatewayPort()));
        refused(sent.next());
    }

    @Test
    void no_other_token_of_the_provider_is_one() {
        refused(token("rahim"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "a.b.c",
                "{alg-none}",
                "{no-signature}",
                "{foreign-signature}",
                "{changed}",
                "{hs256}"
            })
    void what_the_provider_did_not_sign_is_none(String kind) {
        Person person = realm.newPerson();
        realm.signOut(realm.signIn(person.name()));
        refused(forged(kind, sent.next()));
    }

    @Test
    void the_request_has_one_form() {
        given().get("/backchannel-logout").then().statusCode(405);
        given().contentType("application/json")
                .body("{}")
                .post("/backchannel-logout")
                .then()
                .statusCode(400);
        given().formParam("token", "a.b.c").post("/backchannel-logout").then().statusCode(400);
        given().formParam("logout_token", "a.b.c", "d.e.f")
                .post("/backchannel-logout")
                .then()
                .statusCode(400);
        given().formParam("logout_token", "a".repeat(20_000))
                .post("/backchannel-logout")
                .then()
                .statusCode(413);
    }

    private static String forged(String kind, String genuine) {
        String[] parts = genuine.split("\\.");
        return switch (kind) {
            case "{alg-none}" ->
                    encoded("{\"alg\":\"none\",\"typ\":\"logout+jwt\"}") + "." + parts[1] + ".eA";
            case "{no-signature}" -> parts[0] + "." + parts[1] + ".";
            case "{foreign-signature}" ->
                    parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();
            case "{changed}" ->
                    parts[0]
                            + "."
                            + encoded(decoded(parts[1]).replace("\"sid\":\"", "\"sid\":\"x"))
                            + "."
                            + parts[2];
            case "{hs256}" ->
                    encoded(decoded(parts[0]).replace("RS256", "HS256"))
                            + "."
                            + parts[1]
                            + "."
                            + parts[2];
            default -> kind;
        };
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}

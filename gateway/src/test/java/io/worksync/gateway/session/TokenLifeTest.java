package io.worksync.gateway.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.stack.test.TestRealm;
import io.worksync.stack.test.TestRealm.Person;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Real tokens that live for ten seconds only; the grace after that is one second in tests.
@QuarkusTest
class TokenLifeTest extends RunningGateway {

    private static final String CLIENT = "ten-seconds";
    private static final Duration LONG_AFTER = Duration.ofSeconds(60);

    private final TestRealm realm = TestRealm.get();
    private final Person person = realm.newPerson();

    private String shortToken() {
        realm.client(CLIENT, Map.of("access.token.lifespan", "10"));
        return realm.signIn(person.name(), CLIENT).accessToken();
    }

    private String longToken() {
        return realm.signIn(person.name()).accessToken();
    }

    private static String refresh(int id, String token) {
        return "{\"id\":" + id + ",\"refresh\":{\"token\":\"" + token + "\"}}";
    }

    @Test
    void the_socket_ends_with_its_token_unless_a_new_one_comes() {
        String later = longToken();
        String token = shortToken();
        SocketClient leftAlone = connecting(token);
        SocketClient refreshed = connecting(token);
        JsonNode connect = leftAlone.reply(1).path("connect");
        assertThat(connect.path("expires").asBoolean()).isTrue();
        assertThat(connect.path("ttl").asInt()).isBetween(1, 10);
        refreshed.reply(1);
        JsonNode refresh = refreshed.send(refresh(2, later)).reply(2).path("refresh");
        assertThat(refresh.path("expires").asBoolean()).isTrue();
        assertThat(refresh.path("ttl").asInt()).isBetween(60, 300);

        assertThat(leftAlone.closeCodeWithin(LONG_AFTER)).isEqualTo(3005);
        refreshed.send("{\"id\":3,\"ping\":{}}").reply(3);

        // what has expired opens nothing, and its owner is told that a new one would
        SocketClient late = connecting(token);
        assertThat(late.reply(1).path("error").path("code").asInt()).isEqualTo(109);
        refreshed.send(refresh(4, token));
        assertThat(refreshed.reply(4).path("error").path("code").asInt()).isEqualTo(109);
        refreshed.send("{\"id\":5,\"ping\":{}}").reply(5);
        given().header("Authorization", "Bearer " + token)
                .get("/api/chat/v1/users/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer realm=\"worksync\""))
                .body("detail", equalTo("The access token has expired"));
    }
}

package io.worksync.gateway.keycloak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.Services;
import io.worksync.gateway.support.SocketClient;
import io.worksync.stack.test.TestRealm;
import io.worksync.stack.test.TestRealm.Grant;
import io.worksync.stack.test.TestRealm.Person;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What only Keycloak's own record tells, since nothing is sent: within 5 s it has ended here too.
@QuarkusTest
class WatchingKeycloakTest extends RunningGateway {

    private static final Duration PROMISE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestRealm realm = TestRealm.get();
    private Person person;
    private Grant grant;
    private SocketClient client;

    @BeforeEach
    void somebodyIsConnected() {
        services.answer("GET /api/chat/v1/mine", Services.Answer.json(200, "{}"));
        person = realm.newPerson();
        grant = realm.signIn(person.name());
        client = connecting(grant.accessToken());
        client.reply(1);
    }

    private void endsTheSocket(Consumer<TestRealm> change) {
        change.accept(realm);
        assertThat(client.closeCodeWithin(PROMISE)).isEqualTo(3500);
        assertThat(status(grant)).isEqualTo(401);
        assertThat(connecting(grant.accessToken()).closeCode()).isEqualTo(3500);
    }

    private static int status(Grant grant) {
        return given().header("Authorization", "Bearer " + grant.accessToken())
                .get("/api/chat/v1/mine")
                .statusCode();
    }

    @Test
    void a_disabled_user_is_out_until_enabled_again() {
        endsTheSocket(realm -> realm.enable(person, false));
        realm.enable(person, true);
        await().atMost(PATIENCE).until(() -> status(realm.signIn(person.name())) == 200);
    }

    @Test
    void a_deleted_user_is_out() {
        endsTheSocket(realm -> realm.delete(person));
    }

    @Test
    void whose_password_was_reset_is_out_until_the_provider_gives_a_new_token() {
        endsTheSocket(realm -> realm.resetPassword(person));
        await().atMost(PATIENCE).until(() -> status(realm.signIn(person.name())) == 200);
    }

    @Test
    void who_lost_a_role_is_out_until_the_provider_gives_a_new_token() {
        realm.giveRole(person, "admin");
        endsTheSocket(realm -> realm.takeRole(person, "admin"));
        await().atMost(PATIENCE).until(() -> status(realm.signIn(person.name())) == 200);
    }

    @Test
    void a_session_that_an_administrator_ended_is_over() {
        Grant other = realm.signIn(person.name());
        endsTheSocket(realm -> realm.endSession(grant));
        assertThat(status(other)).isEqualTo(200);
    }

    @Test
    void all_sessions_that_an_administrator_ended_are_over() {
        endsTheSocket(realm -> realm.signOutEverywhere(person));
    }

    @Test
    void a_sign_out_whose_token_nobody_received_is_one_all_the_same() {
        Grant other = realm.signIn(person.name());
        endsTheSocket(realm -> realm.signOut(grant));
        assertThat(status(other)).isEqualTo(200);
    }

    @Test
    void a_user_who_was_merely_changed_stays() {
        realm.enable(person, true);
        Person next = realm.newPerson();
        Grant last = realm.signIn(next.name());
        SocketClient witness = connecting(last.accessToken());
        witness.reply(1);
        realm.enable(next, false);
        // events are read in order: when this one was seen, the one before was too
        assertThat(witness.closeCode()).isEqualTo(3500);
        client.send("{\"id\":2,\"ping\":{}}").reply(2);
    }
}

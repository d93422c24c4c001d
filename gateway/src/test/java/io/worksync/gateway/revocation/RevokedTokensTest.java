package io.worksync.gateway.revocation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Revocation;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.Services;
import io.worksync.gateway.support.SocketClient;
import io.worksync.stack.test.TestRealm;
import io.worksync.stack.test.TestRealm.Grant;
import io.worksync.stack.test.TestRealm.Person;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What another node wrote into the log of revocations, and what this one does about it.
@QuarkusTest
class RevokedTokensTest extends RunningGateway {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject RedisRevocations log;

    @Inject Redis redis;

    private final TestRealm realm = TestRealm.get();
    private Person person;

    @BeforeEach
    void somebody() {
        person = realm.newPerson();
        services.answer("GET /api/chat/v1/mine", Services.Answer.json(200, "{}"));
    }

    private void revokedElsewhere(Revocation revocation) {
        Instant keepUntil = Instant.now().plusSeconds(60);
        log.append(new RedisRevocations.Entry(revocation, keepUntil)).await().atMost(PATIENCE);
    }

    private static int statusOf(Grant grant) {
        return given().header("Authorization", "Bearer " + grant.accessToken())
                .get("/api/chat/v1/mine")
                .statusCode();
    }

    @Test
    void a_sign_in_that_ended_loses_its_sockets_and_no_other_does() {
        Grant gone = realm.signIn(person.name());
        Grant stays = realm.signIn(person.name());
        SocketClient first = connecting(gone.accessToken());
        SocketClient second = connecting(gone.accessToken());
        SocketClient other = connecting(stays.accessToken());
        first.reply(1);
        second.reply(1);
        other.reply(1);
        revokedElsewhere(new Revocation.OfSignIn(gone.sid()));
        assertThat(first.closeCode()).isEqualTo(3500);
        assertThat(second.closeCode()).isEqualTo(3500);
        other.send("{\"id\":2,\"ping\":{}}").reply(2);
        assertThat(statusOf(stays)).isEqualTo(200);
    }

    @Test
    void a_sign_in_that_ended_gives_no_access_not_even_with_a_new_token() {
        Grant gone = realm.signIn(person.name());
        assertThat(statusOf(gone)).isEqualTo(200);
        revokedElsewhere(new Revocation.OfSignIn(gone.sid()));
        await().atMost(PATIENCE).until(() -> statusOf(gone) == 401);
        Grant renewed = realm.refresh(gone);
        given().header("Authorization", "Bearer " + renewed.accessToken())
                .get("/api/chat/v1/mine")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", equalTo("This sign-in has ended"));
        assertThat(connecting(renewed.accessToken()).closeCode()).isEqualTo(3500);
    }

    @Test
    void a_socket_is_not_refreshed_with_a_revoked_token() {
        Grant gone = realm.signIn(person.name());
        Grant stays = realm.signIn(person.name());
        SocketClient client = connecting(stays.accessToken());
        client.reply(1);
        revokedElsewhere(new Revocation.OfSignIn(gone.sid()));
        await().atMost(PATIENCE).until(() -> statusOf(gone) == 401);
        client.send("{\"id\":2,\"refresh\":{\"token\":\"" + gone.accessToken() + "\"}}");
        assertThat(client.closeCode()).isEqualTo(3500);
    }

    @Test
    void a_user_who_was_shut_out_may_come_back_with_a_later_token() {
        Grant before = realm.signIn(person.name());
        SocketClient client = connecting(before.accessToken());
        client.reply(1);
        Instant then = Instant.ofEpochSecond(Long.parseLong(before.claim("iat")));
        revokedElsewhere(new Revocation.OfUser(UserId.fromString(person.id()), then));
        assertThat(client.closeCode()).isEqualTo(3500);
        assertThat(statusOf(before)).isEqualTo(401);
        await().atMost(PATIENCE).until(() -> statusOf(realm.signIn(person.name())) == 200);
    }

    @Test
    void a_line_that_nobody_can_read_does_not_hide_the_next() {
        Grant gone = realm.signIn(person.name());
        Request line =
                Request.cmd(Command.XADD)
                        .arg("worksync:revocations")
                        .arg("*")
                        .arg("subject")
                        .arg("of the future")
                        .arg("keepUntil")
                        .arg("soon");
        redis.send(line).await().atMost(PATIENCE);
        revokedElsewhere(new Revocation.OfSignIn(gone.sid()));
        await().atMost(PATIENCE).until(() -> statusOf(gone) == 401);
    }
}

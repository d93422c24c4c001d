package io.worksync.gateway.device;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.stack.test.TestRealm;
import io.worksync.stack.test.TestRealm.Grant;
import io.worksync.stack.test.TestRealm.Person;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MyDevicesTest extends RunningGateway {

    private static final String SESSIONS = "/api/sessions/v1/sessions";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject Redis redis;

    private final TestRealm realm = TestRealm.get();
    private final Person person = realm.newPerson();

    private SocketClient connected(Grant grant) {
        SocketClient client =
                socket().send(
                                "{\"id\":1,\"connect\":{\"token\":\""
                                        + grant.accessToken()
                                        + "\",\"name\":\"js\\u202E\",\"version\":\"5.6\"}}");
        client.reply(1);
        return client;
    }

    private static Response call(Grant grant, String method, String path) {
        return given().header("Authorization", "Bearer " + grant.accessToken())
                .request(method, path);
    }

    private static JsonNode list(Grant grant) {
        try {
            Response answer = call(grant, "GET", SESSIONS);
            assertThat(answer.statusCode()).isEqualTo(200);
            return JSON.readTree(answer.asByteArray());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode device(Grant seenBy, Grant device) {
        for (JsonNode item : list(seenBy).path("items")) {
            if (item.path("id").asText().equals(device.sid())) {
                return item;
            }
        }
        return JSON.createObjectNode();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }

    @Test
    void each_sign_in_is_a_device_however_many_connections_it_has() throws Exception {
        Grant laptop = realm.signIn(person.name());
        Grant phone = realm.signIn(person.name());
        connected(laptop);
        connected(laptop);
        SocketClient onPhone = connected(phone);
        until(() -> device(laptop, laptop).path("connections").asInt() == 2);
        until(() -> device(laptop, phone).path("connections").asInt() == 1);
        JsonNode all = list(laptop);
        assertThat(all.path("nextCursor").isNull()).isTrue();
        assertThat(all.path("items")).hasSize(2);
        JsonNode first = all.path("items").path(0);
        assertThat(first.path("id").asText()).isEqualTo(laptop.sid());
        assertThat(first.path("current").asBoolean()).isTrue();
        assertThat(first.path("deviceName").asText()).isEqualTo("JavaScript client");
        assertThat(first.path("client").path("name").asText()).isEqualTo("js");
        assertThat(first.path("client").path("version").asText()).isEqualTo("5.6");
        assertThat(first.path("userAgent").asText()).startsWith("Java-http-client");
        assertThat(first.path("startedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(first.path("lastSeenAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(all.path("items").path(1).path("current").asBoolean()).isFalse();

        onPhone.send("{\"id\":2,\"rpc\":{\"method\":\"GET " + SESSIONS + "\"}}");
        JsonNode overTheSocket = onPhone.reply(2).path("rpc").path("data").path("items");
        assertThat(overTheSocket).hasSize(2);
        assertThat(overTheSocket.path(0).path("id").asText()).isEqualTo(phone.sid());
    }

    @Test
    void a_device_that_went_away_is_listed_without_a_connection() {
        Grant laptop = realm.signIn(person.name());
        Grant phone = realm.signIn(person.name());
        connected(laptop);
        SocketClient onPhone = connected(phone);
        until(() -> device(laptop, phone).path("connections").asInt() == 1);
        onPhone.abort();
        until(() -> device(laptop, phone).path("connections").asInt(-1) == 0);
    }

    @Test
    void signing_out_there_ends_that_device_here_and_at_the_provider() {
        Grant laptop = realm.signIn(person.name());
        Grant phone = realm.signIn(person.name());
        SocketClient onLaptop = connected(laptop);
        SocketClient onPhone = connected(phone);
        until(() -> device(laptop, phone).path("connections").asInt() == 1);
        assertThat(call(laptop, "DELETE", SESSIONS + "/" + phone.sid()).statusCode())
                .isEqualTo(204);
        assertThat(onPhone.closeCode()).isEqualTo(3500);
        assertThat(call(phone, "GET", SESSIONS).statusCode()).isEqualTo(401);
        assertThat(realm.refreshes(phone)).isFalse();
        until(() -> list(laptop).path("items").size() == 1);
        onLaptop.send("{\"id\":2,\"ping\":{}}").reply(2);
        assertThat(realm.refreshes(laptop)).isTrue();
    }

    @Test
    void signing_out_there_works_over_the_socket_too() {
        Grant laptop = realm.signIn(person.name());
        Grant phone = realm.signIn(person.name());
        SocketClient onLaptop = connected(laptop);
        SocketClient onPhone = connected(phone);
        until(() -> device(laptop, phone).path("connections").asInt() == 1);
        onLaptop.send(
                "{\"id\":2,\"rpc\":{\"method\":\"DELETE " + SESSIONS + "/" + phone.sid() + "\"}}");
        assertThat(onLaptop.reply(2).has("rpc")).isTrue();
        assertThat(onPhone.closeCode()).isEqualTo(3500);
    }

    @Test
    void what_is_not_ones_own_is_not_there() {
        Person other = realm.newPerson();
        Grant mine = realm.signIn(person.name());
        Grant theirs = realm.signIn(other.name());
        SocketClient stays = connected(theirs);
        until(() -> device(theirs, theirs).path("connections").asInt() == 1);
        for (String id : List.of(theirs.sid(), "nothing", UUID.randomUUID().toString())) {
            assertThat(call(mine, "DELETE", SESSIONS + "/" + id).statusCode()).isEqualTo(404);
        }
        stays.send("{\"id\":2,\"ping\":{}}").reply(2);
        assertThat(realm.refreshes(theirs)).isTrue();
        assertThat(list(mine).path("items")).isEmpty();
    }

    @Test
    void other_calls_are_refused() {
        Grant grant = realm.signIn(person.name());
        assertThat(given().get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(call(grant, "POST", SESSIONS).statusCode()).isEqualTo(405);
        assertThat(call(grant, "GET", SESSIONS + "/x").statusCode()).isEqualTo(405);
        assertThat(call(grant, "GET", "/api/sessions/v1/other").statusCode()).isEqualTo(404);
        assertThat(call(grant, "GET", "/api/sessions/").statusCode()).isEqualTo(404);
    }

    @Test
    void connections_of_a_node_that_is_gone_do_not_count() {
        Grant laptop = realm.signIn(person.name());
        connected(laptop);
        put("c:zombie", "gateway-long-gone " + laptop.sid());
        until(() -> device(laptop, laptop).path("connections").asInt() == 1);
    }

    @Test
    void no_user_has_ever_more_devices() {
        for (int i = 0; i < 10; i++) {
            put(
                    "d:old" + i,
                    "{\"name\":\"n\",\"version\":\"1\",\"userAgent\":\"u\",\"startedAt\":"
                            + "\"2026-01-01T00:00:00Z\",\"seenAt\":\"2026-01-01T00:00:0"
                            + i
                            + "Z\"}");
        }
        Grant laptop = realm.signIn(person.name());
        connected(laptop);
        until(() -> fields() <= 5);
        assertThat(device(laptop, laptop).path("connections").asInt()).isEqualTo(1);
    }

    private void put(String field, String value) {
        redis.send(
                        Request.cmd(Command.HSET)
                                .arg("worksync:{devices}:" + person.id())
                                .arg(field)
                                .arg(value))
                .await()
                .atMost(PATIENCE);
    }

    private int fields() {
        return redis.send(Request.cmd(Command.HLEN).arg("worksync:{devices}:" + person.id()))
                .await()
                .atMost(PATIENCE)
                .toInteger();
    }
}

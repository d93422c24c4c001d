package io.worksync.system.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.worksync.system.running.Patience;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import io.worksync.system.running.WorksyncCommand.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `./worksync doctor --url`, on a deployment that is well and on ones that are not.
@ExtendWith(RunningWorkSync.class)
class DoctorFromOutsideTest {

    private static final Duration TIME = Duration.ofMinutes(2);
    private static final int MANAGEMENT = 1_000;

    private final WorkSync worksync = WorkSync.running();

    @Test
    void what_is_well_is_said_to_be() {
        Result result = doctor(worksync.gateway(1), true);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("ok       gateway:", "ok       clock:", "ok       sign-in:")
                .contains("ok       audience: the token is accepted")
                .contains("ok       WebSocket: connected, and signed in")
                .contains("ok       TURN:", "reached each other, by UDP and TCP")
                .contains("ok       health of " + management())
                .contains("ok       Web Push: there is a key")
                .doesNotContain("wrong");
    }

    @Test
    void without_a_token_it_says_what_it_did_not_look_at() {
        Result result = doctor(worksync.gateway(1), false);
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("ok       WebSocket: the gateway answers")
                .contains("note     audience: not looked at")
                .contains("note     TURN: not looked at");
    }

    @Test
    void an_address_at_which_nobody_is() {
        Result result = doctor(URI.create("http://localhost:1"), false);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "wrong    gateway: http://localhost:1: nothing listens there; look at DNS");
        assertThat(result.err()).contains("is not as it should be").hasLineCount(1);
    }

    @Test
    void an_ingress_that_passes_no_socket_on_and_a_provider_with_another_name() throws IOException {
        HttpServer ingress =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://localhost:" + ingress.getAddress().getPort();
        String issuer = address + "/realms/worksync";
        answer(ingress, "/config.json", 200, "{\"issuer\":\"" + issuer + "\"}");
        answer(ingress, "/realms/", 200, "{\"issuer\":\"http://keycloak:8080/realms/worksync\"}");
        answer(ingress, "/connection/", 400, "no");
        ingress.start();
        try {
            Result result = doctor(URI.create(address), false);
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.out())
                    .contains("wrong    sign-in: the provider calls itself http://keycloak:8080")
                    .contains("KC_HOSTNAME")
                    .contains("wrong    WebSocket: the handshake is answered with 400 and not 101")
                    .contains("pass Upgrade and Connection on");
        } finally {
            ingress.stop(0);
        }
    }

    @Test
    void an_origin_that_is_not_allowed() {
        String otherName = "http://[::ffff:127.0.0.1]:" + worksync.gateway(1).getPort();
        Result result = doctor(URI.create(otherName), true);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("is refused (403); name it in WORKSYNC_ALLOWED_ORIGINS");
    }

    @Test
    void a_relay_that_is_gone() {
        worksync.kill("coturn", 1);
        try {
            Result result = doctor(worksync.gateway(1), true);
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.out())
                    .contains("wrong    TURN: the relay does not relay; it does not answer at");
        } finally {
            worksync.start("coturn", 1);
        }
    }

    @Test
    void a_gateway_without_redis_and_a_service_without_kafka() {
        String inbox = management("notification-service");
        for (String part : List.of("redis", "kafka")) {
            worksync.kill(part, 1);
        }
        try {
            Patience.await(
                    "both are said to be down, each by who needs it",
                    TIME,
                    () -> {
                        Result result =
                                doctor(worksync.gateway(1), true, management() + "," + inbox);
                        return result.exit() == 1
                                && result.out().contains("wrong    health of " + management())
                                && result.out().contains("Redis connection health check down")
                                && result.out().contains("wrong    health of " + inbox)
                                && result.out()
                                        .contains(
                                                "Messaging - readiness check down; is it running");
                    });
        } finally {
            for (String part : List.of("redis", "kafka")) {
                worksync.start(part, 1);
            }
        }
    }

    @Test
    void a_word_that_is_no_address() {
        Result result = worksync.command().run(TIME, "doctor", "--url", "worksync.example.org");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("is no address such as https://");
    }

    private Result doctor(URI url, boolean signedIn) {
        return doctor(url, signedIn, management());
    }

    private Result doctor(URI url, boolean signedIn, String management) {
        String token = signedIn ? worksync.tokens().of("rahim") : "";
        return worksync.command()
                .run(
                        TIME,
                        Map.of("WORKSYNC_TOKEN", token),
                        "doctor",
                        "--url",
                        url.toString(),
                        "--management",
                        management);
    }

    private String management() {
        return "http://127.0.0.1:" + (worksync.gateway(1).getPort() + MANAGEMENT);
    }

    /// Of a service's first instance.
    private String management(String service) {
        return worksync.status().findParents("name").stream()
                .filter(part -> part.path("name").asText().equals(service))
                .map(part -> "http://127.0.0.1:" + (part.path("port").asInt() + MANAGEMENT))
                .findFirst()
                .orElseThrow();
    }

    private static void answer(HttpServer server, String path, int status, String body) {
        server.createContext(
                path,
                exchange -> {
                    byte[] bytes = body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }
}

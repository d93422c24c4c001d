package io.worksync.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.Patience;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An admin watches all processes on the page of those who run WorkSync; nobody else may.
@ExtendWith(RunningWorkSync.class)
class WatchingTheNodesTest {

    private static final List<String> SERVICES =
            List.of(
                    "gateway",
                    "chat-service",
                    "presence-service",
                    "notification-service",
                    "signaling-service");
    private static final ObjectNode NODES = Json.object().put("channel", "ops:nodes");
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Fifteen seconds of silence, and what a busy machine takes on top.
    private static final Duration GONE = Duration.ofSeconds(40);

    private static final int SOCKETS = 5;
    private static final String SECOND_PRESENCE =
            "document.querySelector('[data-node^=presence-service-2-][data-state=heard]')"
                    + ".dataset.node";

    @RegisterExtension static final Browsers browsers = new Browsers();

    private final WorkSync worksync = WorkSync.running();

    @Test
    void an_admin_sees_who_connects_what_went_wrong_and_who_is_gone() throws IOException {
        Person admin = signedIn("admin");
        admin.chooses("You and settings", "operations");
        for (String service : SERVICES) {
            admin.seesLike("[data-service=" + service + "][data-state=heard] >> nth=1", SOON);
        }

        String killed = (String) admin.asks(SECOND_PRESENCE);
        worksync.kill("presence-service", 2);
        seesConnections(admin);
        worksync.between("gateway-1", "redis").reset();
        admin.seesLike(
                "[data-testid=ops-error]:has-text('gateway-1')"
                        + ":has-text('Redis fan-out is disconnected, trying again: …')",
                SOON);
        admin.seesLike("[data-node=" + killed + "][data-state=silent]", GONE);

        worksync.start("presence-service", 2);
        admin.seesLike(
                "[data-node^=presence-service-2-][data-state=heard]:not([data-node="
                        + killed
                        + "])",
                SOON);
        assertThat(admin.hasNeverReloaded()).isTrue();
    }

    @Test
    void nobody_else_is_told_anything() throws IOException {
        Person rahim = signedIn("rahim");
        rahim.follows("/#/ops");
        rahim.sees("ops-denied");
        rahim.seesNo("ops-node");

        try (RealtimeSocket socket = worksync.socketOf("rahim", 1);
                RealtimeSocket guest = worksync.socketOf("zoe", 2)) {
            for (RealtimeSocket each : List.of(socket, guest)) {
                assertThat(code(each.call("subscribe", NODES))).isEqualTo(103);
                assertThat(code(each.call("history", NODES.deepCopy().put("limit", 10))))
                        .isEqualTo(103);
            }
        }
    }

    @Test
    void a_client_of_somebody_else_hears_every_service() throws Exception {
        try (RealtimeSocket admin = worksync.socketOf("admin", 1)) {
            assertThat(admin.call("subscribe", NODES).has("subscribe")).isTrue();
            Set<String> heard = new HashSet<>();
            long end = System.nanoTime() + SOON.toNanos();
            while (!heard.containsAll(SERVICES) && System.nanoTime() < end) {
                JsonNode push = admin.nextPush(SOON);
                heard.add(push == null ? "" : push.at("/pub/data/node/service").asText());
            }
            assertThat(heard).containsAll(SERVICES);
        }
    }

    private void seesConnections(Person admin) throws IOException {
        int before = connections(admin);
        List<RealtimeSocket> sockets = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            sockets.add(worksync.socketOf("mina", 1 + i % 2));
        }
        Patience.await("the connections go up", SOON, () -> connections(admin) >= before + SOCKETS);
        sockets.forEach(RealtimeSocket::close);
        Patience.await(
                "the connections go down", SOON, () -> connections(admin) < before + SOCKETS);
    }

    private Person signedIn(String username) {
        Person person = browsers.person(username, worksync.gateway(2));
        person.signIn();
        return person;
    }

    private static int connections(Person admin) {
        return Integer.parseInt(admin.textOf("ops-connections"));
    }

    private static int code(JsonNode reply) {
        return reply.at("/error/code").asInt();
    }
}

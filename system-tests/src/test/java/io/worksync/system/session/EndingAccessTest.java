package io.worksync.system.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.Api;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import io.worksync.system.session.Provider.Grant;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whoever is signed out or shut out is out on every node within 5 s: sockets closed for good,
/// calls refused, no way back in with the same token.
@ExtendWith(RunningWorkSync.class)
class EndingAccessTest {

    private static final Duration PROMISE = Duration.ofSeconds(5);

    private WorkSync worksync;
    private Provider provider;
    private Grant grant;
    private RealtimeSocket first;
    private RealtimeSocket second;

    @BeforeEach
    void a_person_on_both_nodes() throws IOException {
        worksync = WorkSync.running();
        provider = new Provider(worksync);
        grant = provider.signIn();
        first = RealtimeSocket.connected(worksync.gateway(1), grant.accessToken());
        second = RealtimeSocket.connected(worksync.gateway(2), grant.accessToken());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void isOutEverywhere() throws Exception {
        long deadline = System.nanoTime() + PROMISE.toNanos();
        for (RealtimeSocket socket : new RealtimeSocket[] {first, second}) {
            long left = Math.max(1, deadline - System.nanoTime());
            assertThat(socket.closed().get(left, TimeUnit.NANOSECONDS).code()).isEqualTo(3500);
        }
        for (URI gateway : worksync.gateways()) {
            Api api = new Api(gateway, grant::accessToken);
            assertThat(api.get("/api/chat/v1/users/me").status()).isEqualTo(401);
            try (RealtimeSocket again = RealtimeSocket.open(gateway)) {
                var _ =
                        again.send(
                                "connect",
                                io.worksync.system.running.Json.object()
                                        .put("token", grant.accessToken()));
                assertThat(again.awaitClosed().code()).isEqualTo(3500);
            }
        }
    }

    @Test
    void after_signing_out() throws Exception {
        provider.signOut(grant);
        isOutEverywhere();
    }

    @Test
    void after_being_disabled() throws Exception {
        provider.disable();
        isOutEverywhere();
        assertThat(provider.refreshes(grant)).isFalse();
    }

    @Test
    void after_an_administrator_ended_all_sessions() throws Exception {
        provider.signOutEverywhere();
        isOutEverywhere();
    }

    @Test
    void after_signing_out_there_from_another_device() throws Exception {
        Grant other = provider.signIn();
        Api api = new Api(worksync.gateway(2), other::accessToken);
        assertThat(api.get("/api/sessions/v1/sessions").expect(200).json().path("items"))
                .anySatisfy(
                        device -> {
                            assertThat(device.path("id").asText()).isEqualTo(grant.sid());
                            assertThat(device.path("connections").asInt()).isEqualTo(2);
                        });
        api.delete("/api/sessions/v1/sessions/" + grant.sid()).expect(204);
        isOutEverywhere();
        assertThat(provider.refreshes(grant)).isFalse();
        assertThat(provider.refreshes(other)).isTrue();
    }

    @Test
    void with_one_node_killed_meanwhile() throws Exception {
        worksync.kill("gateway", 1);
        try {
            provider.disable();
            long left = PROMISE.toNanos();
            assertThat(second.closed().get(left, TimeUnit.NANOSECONDS).code()).isEqualTo(3500);
        } finally {
            worksync.start("gateway", 1);
        }
        // the node that has just started knows it from the beginning
        Api api = new Api(worksync.gateway(1), grant::accessToken);
        assertThat(api.get("/api/chat/v1/users/me").status()).isEqualTo(401);
    }
}

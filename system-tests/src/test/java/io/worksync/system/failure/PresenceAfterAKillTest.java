package io.worksync.system.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A killed gateway can tell nobody that its users are gone.
@ExtendWith(RunningWorkSync.class)
class PresenceAfterAKillTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration PROMISED = Duration.ofSeconds(30);

    private final WorkSync worksync = WorkSync.running();

    @Test
    void its_users_are_offline_within_thirty_seconds() throws IOException {
        String mina = worksync.as("mina").me();
        worksync.as("rahim")
                .createChannel("private", "presence " + System.nanoTime(), List.of(mina));
        try (RealtimeSocket observer = worksync.socketOf("rahim", 1);
                RealtimeSocket lost = worksync.socketOf("mina", 2)) {
            await("mina is online").atMost(SOON).until(() -> availability(mina).equals("online"));
            observer.call("subscribe", Json.object().put("channel", "presence:" + mina));
            worksync.kill("gateway", 2);
            lost.awaitClosed();
            await("mina is offline")
                    .atMost(PROMISED)
                    .until(() -> availability(mina).equals("offline"));
            await("the observer was told")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> wasToldOffline(observer, mina));
        } finally {
            worksync.start("gateway", 2);
        }
    }

    @Test
    void a_reconnect_to_another_gateway_shows_no_absence() throws Exception {
        String omar = worksync.as("omar").me();
        worksync.as("rahim")
                .createChannel("private", "presence " + System.nanoTime(), List.of(omar));
        try (RealtimeSocket observer = worksync.socketOf("rahim", 1);
                RealtimeSocket first = worksync.socketOf("omar", 2)) {
            await("omar is online").atMost(SOON).until(() -> availability(omar).equals("online"));
            observer.call("subscribe", Json.object().put("channel", "presence:" + omar));
            try (RealtimeSocket second = worksync.socketOf("omar", 1)) {
                first.cut();
                await("omar stays online")
                        .during(Duration.ofSeconds(7))
                        .atMost(SOON)
                        .until(() -> availability(omar).equals("online"));
                assertThat(wasToldOffline(observer, omar)).isFalse();
                assertThat(second.closed()).isNotDone();
            }
        }
    }

    private String availability(String userId) {
        return worksync.as("rahim")
                .get("/api/presence/v1/users?ids=" + userId)
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("availability")
                .asText();
    }

    private static boolean wasToldOffline(RealtimeSocket observer, String userId)
            throws InterruptedException {
        for (var push = observer.nextPush(Duration.ZERO);
                push != null;
                push = observer.nextPush(Duration.ZERO)) {
            var presence = push.path("pub").path("data").path("presence");
            if (presence.path("userId").asText().equals(userId)
                    && presence.path("availability").asText().equals("offline")) {
                return true;
            }
        }
        return false;
    }
}

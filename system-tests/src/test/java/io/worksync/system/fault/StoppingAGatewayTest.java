package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.Metrics;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A gateway is told to stop (SIGTERM) while calls are on their way through it.
@ExtendWith(RunningWorkSync.class)
class StoppingAGatewayTest {

    /// Kubernetes' default grace period.
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final int SOCKETS = 8;
    private static final int SHUTDOWN = 3001;

    private final WorkSync worksync = WorkSync.running();

    @Test
    void finishes_the_calls_sends_everybody_away_and_is_gone_in_time() throws Exception {
        List<RealtimeSocket> sockets = new ArrayList<>();
        try (Talk talk = new Talk(worksync, "stopping", List.of())) {
            for (int i = 0; i < SOCKETS; i++) {
                sockets.add(worksync.socketOf("rahim", 2));
            }
            ProcessHandle gateway = ProcessHandle.of(worksync.pid("gateway", 2)).orElseThrow();
            List<CompletableFuture<JsonNode>> answers;
            pauseChat();
            try {
                answers = sockets.stream().map(socket -> say(socket, talk)).toList();
                await("all calls are on their way").atMost(GRACE).until(this::allAreUnderWay);
                gateway.destroy();
                await("nobody new is let in").atMost(GRACE).until(this::refusesSockets);
            } finally {
                resumeChat();
            }
            await("the process is gone").atMost(GRACE).until(() -> !gateway.isAlive());
            for (int i = 0; i < SOCKETS; i++) {
                assertThat(answers.get(i).join().has("rpc")).as("%s", answers.get(i)).isTrue();
                assertThat(sockets.get(i).awaitClosed().code()).isEqualTo(SHUTDOWN);
            }
        } finally {
            sockets.forEach(RealtimeSocket::close);
            if (!worksync.isRunning("gateway", 2)) {
                worksync.start("gateway", 2);
            }
        }
    }

    private static CompletableFuture<JsonNode> say(RealtimeSocket socket, Talk talk) {
        var call =
                Json.object()
                        .put(
                                "method",
                                "POST /api/chat/v1/channels/" + talk.channel() + "/messages");
        call.putObject("data")
                .put("text", "said while it stops")
                .put("clientId", UUID.randomUUID().toString());
        return socket.send("rpc", call);
    }

    /// What the gateway has not read when it is told to stop is not answered: the client sends it
    /// again.
    private boolean allAreUnderWay() {
        return Metrics.of(worksync.gateway(2).getPort()).sum("worksync_gateway_calls_under_way")
                >= SOCKETS;
    }

    private boolean refusesSockets() {
        try {
            RealtimeSocket.open(worksync.gateway(2)).close();
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private void pauseChat() {
        worksync.pause("chat-service", 1);
        worksync.pause("chat-service", 2);
    }

    private void resumeChat() {
        worksync.resume("chat-service", 1);
        worksync.resume("chat-service", 2);
    }
}

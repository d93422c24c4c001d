package io.worksync.system.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Topics that are not for one, and commands on them that are not either.
class BadTopicsTest extends UntouchedWorkspace {

    static Stream<Arguments> topics() {
        return Stream.of(
                arguments("frobnicate:1", 102),
                arguments("presence:" + NOBODY, 103),
                arguments("typing:{foreign}", 103),
                arguments("meeting:" + NOBODY, 103),
                arguments("participant:" + NOBODY, 103),
                arguments("channel:{foreign}", 103),
                arguments("user:" + NOBODY, 103),
                arguments("channel:*", 107),
                arguments("../channel", 107),
                arguments("", 107));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void a_topic_that_is_not_for_one_is_refused(String topic, int code) throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            JsonNode reply = socket.call("subscribe", Json.object().put("channel", filled(topic)));
            int error = reply.path("error").path("code").asInt();
            // no topic at all is also an unknown one
            List<Integer> accepted = code == 107 ? List.of(102, 103, 107) : List.of(code);
            assertThat(error).as("%s", reply).isIn(accepted);
            assertStillWorks(socket);
        }
    }

    @Test
    void a_publication_by_a_client_is_refused() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            JsonNode reply =
                    socket.call("publish", Json.object().put("channel", "channel:" + mine));
            assertThat(reply.path("error").path("code").asInt()).isIn(103, 108);
            assertStillWorks(socket);
        }
    }

    @Test
    void a_thousand_subscriptions_on_one_socket_do_no_harm() throws IOException {
        try (RealtimeSocket socket = worksync.socketOf("rahim", 1)) {
            List<CompletableFuture<JsonNode>> replies = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                String topic = "presence:" + new UUID(0x7000L, 0x8000_0000_0000_0000L + i);
                replies.add(socket.send("subscribe", Json.object().put("channel", topic)));
            }
            CompletableFuture<?> all =
                    CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
            CompletableFuture.anyOf(all.exceptionally(e -> null), socket.closed())
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            if (all.isCompletedExceptionally()) {
                assertThat(socket.awaitClosed().code()).as("too many requests").isEqualTo(3013);
            } else {
                replies.forEach(reply -> assertRefusedSubscription(reply.join()));
                assertStillWorks(socket);
            }
        }
        try (RealtimeSocket another = worksync.socketOf("rahim", 1)) {
            assertStillWorks(another);
        }
    }

    private static void assertRefusedSubscription(JsonNode reply) {
        int code = reply.path("error").path("code").asInt();
        assertThat(code).as("%s", reply).isIn(103, 106, 111);
    }
}

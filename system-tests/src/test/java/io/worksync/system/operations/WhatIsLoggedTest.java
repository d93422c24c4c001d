package io.worksync.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.Logs;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// Logs as production writes them, and what must never be in them.
@ExtendWith(RunningWorkSync.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
class WhatIsLoggedTest {

    private static final List<String> SERVICES =
            List.of(
                    "chat-service",
                    "presence-service",
                    "notification-service",
                    "signaling-service",
                    "gateway");
    private static final Map<String, String> AS_IN_PRODUCTION =
            Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
    private static final String SECRET = "the-canary-sang-at-noon";

    private final WorkSync worksync = WorkSync.running();

    @BeforeAll
    static void log_as_in_production() {
        restart(AS_IN_PRODUCTION);
    }

    @AfterAll
    static void log_for_people_again() {
        restart(Map.of());
    }

    @Test
    void every_line_is_json() {
        worksync.as("rahim").get("/api/chat/v1/channels?limit=1").expect(200);
        for (String service : SERVICES) {
            List<String> logged = worksync.logs().of(service, 1);
            assertThat(logged).as(service).isNotEmpty();
            for (String line : logged) {
                JsonNode entry = Json.parse(line);
                assertThat(entry.path("level").asText()).as(line).isNotEmpty();
                assertThat(entry.path("service").asText()).as(line).isEqualTo(service);
                assertThat(entry.path("message").isMissingNode()).as(line).isFalse();
            }
        }
    }

    @Test
    void no_line_has_a_text_or_a_token() throws IOException {
        Logs.Mark mark = worksync.logs().now();
        Api rahim = worksync.as("rahim");
        String token = worksync.tokens().of("rahim");
        String channel = rahim.createChannel("private", "canary", List.of(worksync.idOf("aisha")));
        try (RealtimeSocket _ = worksync.socketOf("aisha", 1)) {
            rahim.say(channel, SECRET + " @aisha");
            String messages = "/api/chat/v1/channels/" + channel + "/messages";
            Map<String, Object> tooLong = Map.of("text", SECRET.repeat(2_000), "clientId", "long");
            Answer refused = rahim.post(messages, tooLong);
            assertThat(refused.status()).isGreaterThanOrEqualTo(400);
            rahim.call("POST", messages, "{\"text\":\"" + SECRET + "\",");
            rahim.get("/api/chat/v1/search?q=" + SECRET);
            interrupted(rahim, messages);
        }
        List<String> lines = worksync.logs().linesSince(mark);
        assertThat(lines).noneMatch(line -> line.contains(SECRET));
        assertThat(lines).noneMatch(line -> line.contains(token));
    }

    @Test
    void an_error_has_the_trace_id_that_the_caller_gave() {
        Answer answer = worksync.as("rahim").get("/api/chat/v1/channels/not-an-id/messages");
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.json().path("traceId").asText()).matches("[0-9a-f]{32}");
    }

    /// While PostgreSQL is away calls fail, and failures are logged: by its client as a bare stack
    /// trace, so that this comes last here.
    private void interrupted(Api rahim, String messages) {
        worksync.between("chat-service-1", "postgres").reset();
        rahim.post(messages, Map.of("text", SECRET, "clientId", "interrupted"));
    }

    private static void restart(Map<String, String> environment) {
        for (String service : SERVICES) {
            WorkSync.running().kill(service, 1);
            WorkSync.running().start(service, 1, environment);
        }
    }
}

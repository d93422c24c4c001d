package io.worksync.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import io.worksync.system.running.WorksyncCommand.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./worksync` while everything runs.
@ExtendWith(RunningWorkSync.class)
class WorksyncCommandTest {

    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final List<String> SERVICES =
            List.of(
                    "chat-service",
                    "presence-service",
                    "notification-service",
                    "signaling-service",
                    "gateway");

    private final WorkSync worksync = WorkSync.running();

    private Result worksync(String... arguments) {
        return worksync.command().run(QUICK, arguments);
    }

    @Test
    void status_tells_of_each_process_in_json() {
        JsonNode processes = Json.parse(worksync("status", "--json").expectDone().out());
        List<String> ready = new ArrayList<>();
        for (JsonNode process : processes) {
            assertThat(process.path("pid").isNumber()).as("%s", process).isTrue();
            assertThat(process.path("port").asInt()).isPositive();
            assertThat(process.path("state").asText()).isEqualTo("running");
            assertThat(process.path("rss").asLong()).isPositive();
            ready.add(process.path("name").asText() + process.path("instance").asInt());
        }
        assertThat(ready)
                .contains(
                        "gateway1",
                        "gateway2",
                        "chat-service1",
                        "chat-service2",
                        "presence-service1",
                        "notification-service1",
                        "signaling-service1",
                        "postgres1",
                        "kafka1",
                        "redis1",
                        "keycloak1");
    }

    @Test
    void token_prints_a_token_and_nothing_else() {
        Result token = worksync("token", "aisha").expectDone();
        assertThat(token.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n");
        assertThat(token.err()).isEmpty();
    }

    @Test
    void up_says_that_it_is_up_already() {
        Result up = worksync("up", "--replicas", "2", "--detach").expectDone();
        assertThat(up.out()).contains("already").contains(worksync.gateway(1).toString());
    }

    @Test
    void what_is_killed_is_reported_until_it_is_started() {
        worksync("kill", "presence-service", "2").expectDone();
        assertThat(stateOf("presence-service", 2)).isEqualTo("crashed");
        assertThat(worksync("kill", "presence-service", "2").exit()).isEqualTo(1);
        worksync("start", "presence-service", "2").expectDone();
        assertThat(stateOf("presence-service", 2)).isEqualTo("running");
    }

    @Test
    void what_is_stopped_is_gone_until_it_is_started() {
        worksync("stop", "presence-service", "2").expectDone();
        assertThat(stateOf("presence-service", 2)).isEqualTo("stopped");
        assertThat(worksync("stop", "presence-service", "2").exit()).isEqualTo(1);
        worksync("start", "presence-service", "2").expectDone();
        assertThat(stateOf("presence-service", 2)).isEqualTo("running");
    }

    /// A JVM for which the cache does not fit leaves it aside, and unmaps it.
    @Test
    @EnabledIfEnvironmentVariable(named = "WORKSYNC_TESTS_TRAIN", matches = ".+")
    void what_was_trained_runs_from_what_it_noted() throws IOException {
        for (String service : SERVICES) {
            Path mapped = Path.of("/proc", "" + worksync.pid(service, 2), "maps");
            assertThat(Files.readString(mapped)).as(service).containsPattern("/start-[^/]+\\.aot");
        }
    }

    @Test
    void the_log_of_a_process_can_be_read() {
        assertThat(worksync("logs", "gateway").expectDone().out()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "kill",
                "kill nobody",
                "kill gateway 99",
                "kill gateway zero",
                "start",
                "stop",
                "start gateway 4",
                "backup",
                "restore",
                "restore /tmp --until yesterday",
                "token",
                "token nobody",
                "up --replicas",
                "up --replicas many",
                "up --frobnicate",
                "status --xml",
                "down gateway"
            })
    void wrong_usage_is_one_clear_line_and_exit_status_2(String words) {
        Result refused = worksync(words.split(" "));
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.err()).contains("worksync: ");
        assertThat(stateOf("gateway", 1)).isEqualTo("running");
    }

    private String stateOf(String name, int instance) {
        for (JsonNode process : worksync.status()) {
            if (process.path("name").asText().equals(name)
                    && process.path("instance").asInt() == instance) {
                return process.path("state").asText();
            }
        }
        return "unknown";
    }
}

package io.worksync.system.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each service's account at Redis can do what the service does, and nothing else. The chart has
/// the same list of accounts.
@ExtendWith(RunningWorkSync.class)
class AccountsAtRedisTest {

    private final WorkSync worksync = WorkSync.running();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "chat-service",
                "presence-service",
                "notification-service",
                "signaling-service"
            })
    void a_service_cannot_administer_or_look_around(String service) throws IOException {
        assertThat(answers(service, "PING")).containsExactly("+PONG");
        assertThat(
                        answers(
                                service,
                                "CONFIG GET *",
                                "FLUSHALL",
                                "KEYS *",
                                "SCAN 0",
                                "ACL LIST",
                                "SCRIPT FLUSH",
                                "MONITOR",
                                "CLIENT LIST",
                                "CLUSTER NODES",
                                "CLUSTER RESET",
                                "GET somebody-else"))
                .allMatch(answer -> answer.startsWith("-NOPERM"));
    }

    @ParameterizedTest
    @CsvSource({
        "chat-service, worksync:revocations, worksync:topic:{meeting:1}",
        "chat-service, {presence}:due, worksync:topic:{presence:1}",
        "presence-service, worksync:{channel:1}:meta, worksync:topic:{channel:1}",
        "notification-service, worksync:{channel:1}:meta, worksync:topic:{channel:1}",
        "signaling-service, worksync:{channel:1}:meta, worksync:topic:{channel:1}",
        "gateway, worksync:signaling:watched, worksync:signaling:sfu:wake"
    })
    void a_service_cannot_reach_what_is_of_others(String service, String key, String channel)
            throws IOException {
        assertThat(
                        answers(
                                service,
                                "HGET " + key + " e",
                                "EVAL \"return redis.call('DEL',KEYS[1])\" 1 " + key,
                                "SPUBLISH " + channel + " x"))
                .allMatch(answer -> answer.startsWith("-"))
                .allMatch(answer -> answer.contains("permission") || answer.contains("NOPERM"));
    }

    @Test
    void nobody_gets_in_without_a_password() throws IOException {
        assertThat(ask(List.of("PING"))).first().asString().startsWith("-NOAUTH");
        assertThat(ask(List.of("AUTH chat-service guess")))
                .first()
                .asString()
                .startsWith("-WRONGPASS");
    }

    private List<String> answers(String service, String... commands) throws IOException {
        List<String> all = new ArrayList<>();
        all.add("AUTH " + service + " " + worksync.secret("redis." + service + ".password"));
        all.addAll(List.of(commands));
        List<String> answers = ask(all);
        assertThat(answers.getFirst()).isEqualTo("+OK");
        return answers.subList(1, answers.size());
    }

    /// The first line of each answer; none of these commands has a longer one.
    private List<String> ask(List<String> commands) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), worksync.redisPort());
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            List<String> answers = new ArrayList<>();
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
                answers.add(lines.readLine());
            }
            return answers;
        }
    }
}

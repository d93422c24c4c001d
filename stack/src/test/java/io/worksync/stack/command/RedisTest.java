package io.worksync.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.part.Redis;
import io.worksync.stack.process.Probe;
import io.worksync.stack.process.ProcessState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What holds for every part, tried with the one that starts fastest.
class RedisTest {

    private final TestStack stack = new TestStack();

    @AfterEach
    void stop() throws IOException {
        stack.close();
    }

    private boolean redis(String commands, String expected) {
        String login = "AUTH " + stack.secrets().get(Secrets.REDIS) + "\r\n";
        int port = stack.layout().port(Redis.PORT);
        return Probe.answers(port, login + commands + "\r\n", expected);
    }

    @Test
    void serves_once_started() {
        stack.start("redis");
        assertThat(stack.state("redis")).isEqualTo(ProcessState.RUNNING);
        assertThat(redis("PING", "+PONG")).isTrue();
    }

    @Test
    void refuses_who_has_no_password() {
        stack.start("redis");
        assertThat(Probe.answers(stack.layout().port(Redis.PORT), "PING\r\n", "NOAUTH")).isTrue();
    }

    @Test
    void is_reported_as_crashed_after_kill_9_and_stays_down() throws InterruptedException {
        stack.start("redis");
        stack.crash("redis");
        assertThat(stack.status().json())
                .contains("\"name\":\"redis\",\"instance\":1,\"pid\":null")
                .contains("\"state\":\"crashed\"");
        assertThat(redis("PING", "+PONG")).isFalse();
    }

    @Test
    void keeps_its_data_over_kill_9() throws InterruptedException {
        stack.start("redis");
        assertThat(redis("SET greeting hello", "+OK\r\n+OK")).isTrue();
        // "every second" is what an append-only file promises; WAITAOF is not in this version
        assertThat(redis("BGREWRITEAOF", "started")).isTrue();
        stack.crash("redis");
        stack.start("redis");
        assertThat(redis("GET greeting", "hello")).isTrue();
    }

    @Test
    void is_stopped_not_crashed_after_down() {
        stack.start("redis");
        assertThat(new Down(stack.layout()).stop()).isTrue();
        assertThat(stack.state("redis")).isEqualTo(ProcessState.STOPPED);
        assertThat(new Down(stack.layout()).stop()).isFalse();
    }

    @Test
    void names_port_and_owner_when_the_port_is_in_use() throws IOException {
        int port = stack.layout().port(Redis.PORT);
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> stack.start("redis"))
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        assertThat(stack.state("redis")).isEqualTo(ProcessState.STOPPED);
    }

    @Test
    void is_found_again_when_its_launcher_died_before_noting_it() throws IOException {
        stack.start("redis");
        long pid = stack.pid("redis");
        Files.delete(stack.layout().run().resolve("redis-1.pid"));
        stack.start("redis");
        assertThat(stack.pid("redis")).isEqualTo(pid);
    }

    @Test
    void is_not_mistaken_for_a_stranger_with_its_old_pid() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            stack.start("redis");
            var file = stack.layout().run().resolve("redis-1.pid");
            List<String> lines = Files.readAllLines(file);
            new Down(stack.layout()).stop();
            Files.write(file, List.of("" + stranger.pid(), lines.get(1), lines.get(2)));
            assertThat(stack.state("redis")).isEqualTo(ProcessState.CRASHED);
            new Down(stack.layout()).stop();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }
}

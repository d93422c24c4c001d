package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// SIGKILL for a gateway with some hundred sockets: an incident of seconds for those who were
/// on it.
@ExtendWith(RunningWorkSync.class)
class AGatewayDiesTest {

    private static final List<String> USERS = List.of("aisha", "mina", "omar", "zoe", "admin");
    private static final int SOCKETS = 200;
    private static final Duration PROMISED = Duration.ofSeconds(30);

    private final WorkSync worksync = WorkSync.running();

    @Test
    void everybody_on_it_has_caught_up_on_the_other_within_thirty_seconds() throws Exception {
        try (Talk talk = new Talk(worksync, "dying", USERS)) {
            List<Device> devices = talk.devices(USERS, SOCKETS, 2);
            talk.sayMany(3, 1);
            talk.assertWhole(PROMISED);
            worksync.kill("gateway", 2);
            long killed = System.nanoTime();
            try {
                talk.sayMany(5, 1);
                talk.assertWhole(PROMISED.minusNanos(System.nanoTime() - killed));
                System.out.printf(
                        "%d sockets had caught up %d ms after the kill%n",
                        SOCKETS, (System.nanoTime() - killed) / 1_000_000);
                assertThat(devices).allMatch(device -> device.connections() > 1);
                assertThat(devices).as("without REST").allMatch(d -> d.unrecovered() == 0);
            } finally {
                worksync.start("gateway", 2);
            }
        }
    }
}

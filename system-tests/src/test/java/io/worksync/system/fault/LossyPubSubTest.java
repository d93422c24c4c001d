package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.worksync.system.running.Proxy;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Redis pub/sub loses messages without a word; a live socket is to have them within ten seconds.
@ExtendWith(RunningWorkSync.class)
class LossyPubSubTest {

    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final int BURST = 20;

    private final WorkSync worksync = WorkSync.running();

    @Test
    void what_was_published_while_the_subscription_was_dead_comes_all_the_same() throws Exception {
        try (Talk talk = new Talk(worksync, "killed pub/sub", List.of("aisha"))) {
            talk.device("aisha", 1);
            talk.device("aisha", 2);
            talk.sayMany(BURST, 1);
            String killed = new RedisConsole(worksync).answer("CLIENT KILL TYPE pubsub");
            assertThat(killed).as("subscriptions killed").isNotEqualTo(":0");
            talk.sayMany(BURST, 1);
            talk.assertWhole(NOTICED);
        }
    }

    @Test
    void the_last_message_of_a_burst_is_noticed_though_nothing_follows_it() throws Exception {
        Proxy network = worksync.between("gateway-1", "redis");
        try (Talk talk = new Talk(worksync, "lost publication", List.of("aisha"))) {
            Device device = talk.device("aisha", 1);
            talk.sayMany(BURST, 2);
            talk.assertWhole(NOTICED);
            network.loseAnswerWith("swallowed by the network");
            talk.say("rahim", 2, "swallowed by the network");
            await("it was swallowed").atMost(NOTICED).until(() -> network.affected() > 0);
            talk.assertWhole(NOTICED);
            assertThat(device.connections()).as("the socket lived on").isEqualTo(1);
        } finally {
            network.heal();
        }
    }
}

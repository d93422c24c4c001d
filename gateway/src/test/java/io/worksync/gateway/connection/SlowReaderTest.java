package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SlowReaderTest extends RunningGateway {

    private static final int MANY = 80;
    private static final String LARGE = "{\"x\":\"" + "x".repeat(200_000) + "\"}";

    @Test
    void costs_only_itself() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        services.topicsOf(idOf("aisha"), channel);
        SocketClient slow = connected("rahim");
        SocketClient other = connected("aisha");
        slow.stopReading();
        for (int i = 1; i <= MANY; i++) {
            publish(channel, LARGE);
            assertThat(other.push(channel, "pub").path("offset").asInt()).isEqualTo(i);
        }
        slow.goOnReading();
        assertThat(slow.closeCode()).isEqualTo(3008);
        assertThat(other.isOpen()).isTrue();
    }
}

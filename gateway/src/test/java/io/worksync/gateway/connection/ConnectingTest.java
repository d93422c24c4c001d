package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConnectingTest extends RunningGateway {

    @Test
    void the_reply_tells_the_session_and_its_topics() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        SocketClient rahim = socket();
        rahim.send("{\"id\":1,\"connect\":{\"token\":\"" + token("rahim") + "\",\"name\":\"js\"}}");
        JsonNode connect = rahim.reply(1).path("connect");
        assertThat(connect.path("client").asText()).isNotEmpty();
        assertThat(connect.path("session").asText()).isNotEmpty();
        assertThat(connect.path("node").asText()).isNotEmpty();
        assertThat(connect.path("expires").asBoolean()).isTrue();
        assertThat(connect.path("ttl").asInt()).isBetween(1, 300);
        assertThat(connect.path("ping").asInt()).isEqualTo(3);
        assertThat(connect.path("pong").asBoolean()).isTrue();
        assertThat(connect.path("time").asLong()).isPositive();
        assertThat(connect.path("subs").properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder("user:" + idOf("rahim"), channel);
        JsonNode sub = connect.path("subs").path(channel);
        assertThat(sub.path("epoch").asText()).isNotEmpty();
        assertThat(sub.path("recoverable").asBoolean()).isTrue();
        assertThat(sub.path("positioned").asBoolean()).isTrue();
        assertThat(sub.path("offset").asLong()).isZero();
    }

    @Test
    void publications_arrive_in_order() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        services.topicsOf(idOf("aisha"), channel);
        SocketClient rahim = connected("rahim");
        SocketClient aisha = connected("aisha");
        for (int i = 1; i <= 20; i++) {
            publish(channel, "{\"n\":" + i + "}");
        }
        for (SocketClient client : java.util.List.of(rahim, aisha)) {
            for (int i = 1; i <= 20; i++) {
                JsonNode publication = client.push(channel, "pub");
                assertThat(publication.path("data").path("n").asInt()).isEqualTo(i);
                assertThat(publication.path("offset").asLong()).isEqualTo(i);
            }
        }
    }
}

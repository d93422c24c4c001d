package io.worksync.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.realtime.Control;
import io.worksync.realtime.Topic;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ControlTest extends RunningGateway {

    @Test
    void a_new_right_subscribes_every_session_of_the_user() {
        services.topicsOf(idOf("mina"));
        SocketClient phone = connected("mina");
        SocketClient laptop = connected("mina");
        SocketClient stranger = connected("omar");
        String channel = topic("channel");
        publish(channel, "{\"n\":1}");
        control("user:" + idOf("mina"), Control.subscribing(Topic.parse(channel)));
        for (SocketClient client : java.util.List.of(phone, laptop)) {
            JsonNode subscribed = client.push(channel, "subscribe");
            assertThat(subscribed.path("offset").asLong()).isEqualTo(1);
            assertThat(subscribed.path("recoverable").asBoolean()).isTrue();
            client.await("the event", message -> message.toString().contains("\"type\":\"test\""));
        }
        publish(channel, "{\"n\":2}");
        assertThat(phone.push(channel, "pub").path("data").path("n").asInt()).isEqualTo(2);
        assertThat(laptop.push(channel, "pub").path("data").path("n").asInt()).isEqualTo(2);
        assertThat(stranger.rest()).noneMatch(message -> message.toString().contains(channel));
    }

    @Test
    void the_end_of_a_right_ends_the_subscription_at_once() {
        String channel = topic("channel");
        services.topicsOf(idOf("mina"), channel);
        SocketClient client = connected("mina");
        String typing = "typing:" + Topic.parse(channel).name();
        client.send("{\"id\":2,\"subscribe\":{\"channel\":\"" + typing + "\"}}");
        client.reply(2);
        control(
                "user:" + idOf("mina"),
                new Control(java.util.List.of(), java.util.List.of(channel, typing)));
        assertThat(client.push(channel, "unsubscribe").path("code").asInt()).isEqualTo(2000);
        assertThat(client.push(typing, "unsubscribe").path("code").asInt()).isEqualTo(2000);
        publish(channel, "{}");
        publish(typing, "{}");
        publish("user:" + idOf("mina"), "{\"last\":true}");
        client.await("last", m -> m.path("push").path("pub").path("data").has("last"));
        assertThat(client.rest())
                .noneMatch(m -> m.path("push").path("channel").asText().equals(channel))
                .noneMatch(m -> m.path("push").path("channel").asText().equals(typing));
    }

    @Test
    void a_control_on_any_other_topic_is_nothing() {
        String channel = topic("channel");
        services.topicsOf(idOf("mina"), channel);
        SocketClient client = connected("mina");
        control(channel, Control.unsubscribing(Topic.parse(channel)));
        publish(channel, "{\"n\":2}");
        assertThat(client.offsets(channel, 2)).containsExactly(1L, 2L);
    }
}

package io.worksync.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.realtime.NodeLeases;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionEventsTest extends RunningGateway {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject NodeLeases leases;

    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    @Test
    void everyone_learns_that_a_session_opened_and_closed() throws Exception {
        SocketClient client = socket();
        client.send("{\"id\":1,\"connect\":{\"token\":\"" + token("omar") + "\"}}");
        JsonNode connect = client.reply(1).path("connect");
        String session = connect.path("session").asText();
        String node = connect.path("node").asText();
        assertThat(leases.alive(List.of(node)).await().atMost(Duration.ofSeconds(5)))
                .isEqualTo(Set.of(node));
        client.abort();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of("worksync.sessions"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThat(typesOf(session, consumer))
                                            .containsExactly("session.opened", "session.closed"));
        }
        ConsumerRecord<String, String> opened = of(session).getFirst();
        JsonNode value = new ObjectMapper().readTree(opened.value()).path("session");
        assertThat(opened.key()).isEqualTo(idOf("omar"));
        assertThat(value.path("userId").asText()).isEqualTo(idOf("omar"));
        assertThat(value.path("node").asText()).isEqualTo(node);
        assertThat(value.path("openedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(header(opened, "ce_specversion")).isEqualTo("1.0");
    }

    private List<String> typesOf(String session, KafkaConsumer<String, String> consumer) {
        consumer.poll(Duration.ofMillis(500)).forEach(records::add);
        return of(session).stream().map(record -> header(record, "ce_type")).toList();
    }

    private List<ConsumerRecord<String, String>> of(String session) {
        return records.stream().filter(record -> record.value().contains(session)).toList();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}

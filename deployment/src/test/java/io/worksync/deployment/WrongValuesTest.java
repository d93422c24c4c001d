package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongValuesTest {

    @Test
    void what_is_missing_is_named_all_at_once() {
        assertThatThrownBy(() -> Rendered.CHART.render("worksync", List.of(), Map.of()))
                .hasMessageContaining("publicUrl:")
                .hasMessageContaining("oidc.issuer:")
                .hasMessageContaining("postgres.address:")
                .hasMessageContaining("kafka.bootstrapServers:")
                .hasMessageContaining("redis.address:")
                .hasMessageContaining("services.chat-service.secrets.WORKSYNC_POSTGRES_PASSWORD")
                .hasMessageContaining("networkPolicy.peers.postgres:");
    }

    @Test
    void a_relay_without_its_secret_is_refused() {
        assertThatThrownBy(
                        () ->
                                Rendered.with(
                                        Map.of(
                                                "existingSecret", "",
                                                "turn.urls[0]", "turn:turn.example.com:3478")))
                .hasMessageContaining("services.signaling-service.secrets.WORKSYNC_TURN_SECRET");
    }

    @Test
    void a_collector_of_traces_that_no_policy_lets_through_is_refused() {
        assertThatThrownBy(() -> Rendered.with(Map.of("tracing.endpoint", "http://collector:4318")))
                .hasMessageContaining("networkPolicy.peers.tracing:");
    }

    @ParameterizedTest
    @CsvSource({
        "publicUrll, https://chat.example.com, publicUrll",
        "services.chat-service.resource.limits.cpu, 1, resource",
        "services.mail-service.replicas, 1, mail-service",
        "postgres.password, secret, password",
        "services.gateway.replicas, none, replicas",
        "image.tag, latest, tag",
        "networkPolicy.peers.redis[0].cidr, 10.0.0.0/8, cidr"
    })
    void what_the_chart_does_not_know_is_refused(String name, String value, String said) {
        assertThatThrownBy(() -> Rendered.with(Map.of(name, value))).hasMessageContaining(said);
    }

    @Test
    void no_part_of_the_schema_takes_unknown_keys() throws IOException {
        JsonNode schema =
                new ObjectMapper()
                        .readTree(Rendered.CHART.folder().resolve("values.schema.json").toFile());
        for (JsonNode part : schema.findParents("properties")) {
            assertThat(part.path("additionalProperties").asBoolean(true))
                    .as(part.toString())
                    .isFalse();
        }
    }
}

package io.worksync.gateway.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/// What admins are told of a node on `ops:nodes`.
@QuarkusTest
class ReportingANodeTest extends RunningGateway {

    private static final Logger LOG = Logger.getLogger("io.worksync.gateway.node.Canary");
    private static final String NODES = "ops:nodes";
    private static final int REPORTS = 20;

    @Test
    void a_node_tells_how_much_it_has_to_do() {
        SocketClient watching = watching();
        connected("aisha");
        connected("mina");
        JsonNode node =
                report(
                        watching,
                        reported ->
                                reported.at("/load/connections").asDouble()
                                                == gauge("worksync_gateway_connections")
                                        && reported.at("/load/connections").asInt() >= 3);
        JsonNode load = node.path("load");
        assertThat(node.path("id").asText()).startsWith("gateway-");
        assertThat(node.path("version").asText()).isNotEmpty();
        assertThat(node.path("startedAt").asText()).endsWith("Z");
        assertThat(load.path("subscriptions").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(load.path("callsUnderWay").isNumber()).isTrue();
        assertThat(load.path("heapBytes").asLong())
                .isBetween(1L, load.path("maxHeapBytes").asLong());
        assertThat(load.path("loopDelayMillis").isNumber()).isTrue();
        assertThat(load.path("outboxAgeSeconds").isNull()).as("a gateway has none").isTrue();
    }

    @Test
    void deliveries_are_told_by_the_second() {
        SocketClient watching = watching();
        report(watching, node -> node.at("/load/deliveriesPerSecond").asDouble() > 0);
    }

    @Test
    void a_warning_is_told_without_what_was_filled_in() {
        SocketClient watching = watching();
        LOG.warnf("Nobody greeted %s", "the canary at noon");
        JsonNode node =
                report(
                        watching,
                        reported ->
                                reported.at("/errors/0/message")
                                        .asText()
                                        .equals("Nobody greeted …"));
        assertThat(node.at("/errors/0/logger").asText())
                .isEqualTo("io.worksync.gateway.node.Canary");
        assertThat(node.at("/errors/0/severity").asText()).isEqualTo("warning");
        assertThat(node.toString()).doesNotContain("canary at noon");
    }

    @Test
    void whoever_comes_later_reads_the_last_reports_at_once() {
        report(watching(), node -> true);
        SocketClient later = watching();
        later.send(
                "{\"id\":3,\"history\":{\"channel\":\""
                        + NODES
                        + "\",\"limit\":100,\"reverse\":true}}");
        JsonNode publications = later.reply(3).path("history").path("publications");
        assertThat(publications).isNotEmpty();
        assertThat(publications.get(0).at("/data/type").asText()).isEqualTo("node.reported");
    }

    private SocketClient watching() {
        SocketClient client = connected("admin");
        client.send("{\"id\":2,\"subscribe\":{\"channel\":\"" + NODES + "\"}}");
        JsonNode reply = client.reply(2);
        assertThat(reply.has("subscribe")).as(reply.toString()).isTrue();
        return client;
    }

    /// The first of the gateway's next reports that is like this.
    private static JsonNode report(SocketClient client, Predicate<JsonNode> wanted) {
        JsonNode node = client.push(NODES, "pub").path("data").path("node");
        for (int i = 0; i < REPORTS && !wanted.test(node); i++) {
            node = client.push(NODES, "pub").path("data").path("node");
        }
        return wanted.test(node) ? node : fail("not in %d reports: %s".formatted(REPORTS, node));
    }
}

package io.worksync.operations.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.node.Node;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Tells admins every few seconds how this node is. A report that does not get through is not
/// repeated: the next one says more.
@ApplicationScoped
class ReportNode {

    private static final Logger LOG = Logger.getLogger(ReportNode.class);
    private static final Topic TOPIC = new Topic("ops", "nodes");

    private final Vertx vertx;
    private final DescribeNode describe;
    private final TopicPublisher topics;
    private final ObjectMapper json;
    private final Clock clock;
    private final NodeConfig config;
    private long timer;

    ReportNode(
            Vertx vertx,
            DescribeNode describe,
            TopicPublisher topics,
            ObjectMapper json,
            Clock clock,
            NodeConfig config) {
        this.vertx = vertx;
        this.describe = describe;
        this.topics = topics;
        this.json = json;
        this.clock = clock;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(config.reportInterval().toMillis(), tick -> report());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    // a warning would be in the next report, and so fill what others want to read
    private void report() {
        UniHelper.toFuture(topics.publish(TOPIC, publication()))
                .onFailure(failure -> LOG.debugf("Not reported: %s", failure.getMessage()));
    }

    /// Whoever reads slowly may go without all but the latest of each node.
    private Publication publication() {
        Node node = describe.now();
        try {
            TopicEvent event = new TopicEvent.NodeReported(clock.instant(), node);
            return Publication.of(json.writeValueAsString(event)).replacing(node.id());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

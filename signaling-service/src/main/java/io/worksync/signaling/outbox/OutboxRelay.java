package io.worksync.signaling.outbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.worksync.signaling.outbox.PgOutbox.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// Sends stored events to Kafka, in order, each at least once; one instance at a time.
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final URI SOURCE = URI.create("/worksync/signaling-service");

    private final PgOutbox outbox;
    private final MutinyEmitter<String> kafka;

    OutboxRelay(PgOutbox outbox, @Channel("meetings") MutinyEmitter<String> kafka) {
        this.outbox = outbox;
        this.kafka = kafka;
    }

    @Scheduled(
            every = "${worksync.outbox.every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> relay() {
        return outbox.forward(this::sendAll)
                .onFailure()
                .invoke(failure -> LOG.warn("Events wait for Kafka", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> sendAll(List<Waiting> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> kafka.sendMessage(message(event)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Message<String> message(Waiting waiting) {
        OutgoingCloudEventMetadata<Object> event =
                OutgoingCloudEventMetadata.builder()
                        .withId(waiting.eventId().toString())
                        .withType(waiting.type())
                        .withSource(SOURCE)
                        .withTimestamp(waiting.at().toZonedDateTime())
                        .withDataContentType("application/json")
                        .build();
        OutgoingKafkaRecordMetadata<String> record =
                OutgoingKafkaRecordMetadata.<String>builder().withKey(waiting.key()).build();
        return Message.of(waiting.payload(), Metadata.of(event, record));
    }
}

package io.worksync.chat.outbox;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Sends events to Kafka as CloudEvents.
@ApplicationScoped
class KafkaSender {

    private static final int BUFFER = 2000;

    private final MutinyEmitter<String> emitter;
    private final PgMessageEvents messages;

    KafkaSender(
            @Channel("announcements")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
                    MutinyEmitter<String> emitter,
            PgMessageEvents messages) {
        this.emitter = emitter;
        this.messages = messages;
    }

    /// Sends those that go to Kafka, in order, and is done when Kafka has them all.
    Uni<Void> send(PgConnection connection, List<OutboxRow> rows) {
        List<OutboxRow> outgoing = rows.stream().filter(row -> row.kafkaTopic() != null).toList();
        return outgoing.isEmpty()
                ? Uni.createFrom().voidItem()
                : messages.values(connection, outgoing).chain(values -> send(outgoing, values));
    }

    private Uni<Void> send(List<OutboxRow> rows, List<String> values) {
        List<Uni<Void>> sends =
                java.util.stream.IntStream.range(0, rows.size())
                        .mapToObj(i -> emitter.sendMessage(message(rows.get(i), values.get(i))))
                        .toList();
        return Uni.join().all(sends).andCollectFailures().replaceWithVoid();
    }

    private static Message<String> message(OutboxRow row, String value) {
        OutgoingKafkaRecordMetadata<String> record =
                OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(row.kafkaTopic())
                        .withKey(row.kafkaKey())
                        .build();
        OutgoingCloudEventMetadata<String> event =
                OutgoingCloudEventMetadata.<String>builder()
                        .withId(row.eventId().toString())
                        .withType(row.type())
                        .withTimestamp(row.at().atZone(ZoneOffset.UTC))
                        .build();
        return Message.of(value, Metadata.of(record, event));
    }
}

package io.worksync.notification.presence;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.PresenceEvent;
import io.worksync.notification.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps the projection of presences.
@ApplicationScoped
class PresenceConsumer {

    private final RecordReader reader;
    private final PgPresences presences;

    PresenceConsumer(RecordReader reader, PgPresences presences) {
        this.reader = reader;
        this.presences = presences;
    }

    @Incoming("presence")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        if (record.value() == null) {
            return Uni.createFrom().voidItem();
        }
        return reader.handle(
                record,
                PresenceEvent.class,
                event -> presences.apply(event.presence(), RecordReader.timeOf(record)));
    }
}

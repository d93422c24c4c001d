package io.worksync.notification.message;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MessageEvent;
import io.worksync.notification.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears of every message, in the order of its channel. The record counts as read only when
/// everybody was told.
@ApplicationScoped
class MessageConsumer {

    private final RecordReader reader;
    private final NotifyOfMessage notify;

    MessageConsumer(RecordReader reader, NotifyOfMessage notify) {
        this.reader = reader;
        this.notify = notify;
    }

    @Incoming("messages")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return reader.handle(record, MessageEvent.class, event -> take(record, event));
    }

    private Uni<Void> take(ConsumerRecord<String, String> record, MessageEvent event) {
        return switch (RecordReader.typeOf(record)) {
            case "message.created" -> notify.created(event);
            case "message.updated" -> notify.updated(event);
            case "message.deleted" -> notify.deleted(event);
            default -> Uni.createFrom().voidItem();
        };
    }
}

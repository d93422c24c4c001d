package io.worksync.notification.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MissedMeetingEvent;
import io.worksync.notification.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears of meetings; only those that rang somebody in vain are of interest here.
@ApplicationScoped
class MeetingConsumer {

    private final RecordReader reader;
    private final NotifyOfMissedCall notify;

    MeetingConsumer(RecordReader reader, NotifyOfMissedCall notify) {
        this.reader = reader;
        this.notify = notify;
    }

    @Incoming("meetings")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return RecordReader.typeOf(record).equals("meeting.missed")
                ? reader.handle(
                        record,
                        MissedMeetingEvent.class,
                        event -> notify.missed(RecordReader.idOf(record), event))
                : Uni.createFrom().voidItem();
    }
}

package io.worksync.presence.meeting;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.AttendanceEvent;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.availability.AnnouncePresence;
import io.worksync.presence.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Takes over who is in which meeting. A repeated or an older record changes nothing.
@ApplicationScoped
class MeetingConsumer {

    private static final Logger LOG = Logger.getLogger(MeetingConsumer.class);

    private final RecordReader reader;
    private final RedisAttendances attendances;
    private final AnnouncePresence announcer;

    MeetingConsumer(RecordReader reader, RedisAttendances attendances, AnnouncePresence announcer) {
        this.reader = reader;
        this.attendances = attendances;
        this.announcer = announcer;
    }

    @Incoming("meetings")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return RecordReader.typeOf(record).equals("attendance.changed")
                ? reader.handle(record, AttendanceEvent.class, this::take)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> take(AttendanceEvent event) {
        return attendances
                .apply(event)
                .onItem()
                .transformToMulti(changed -> Multi.createFrom().iterable(changed))
                .onItem()
                .transformToUniAndConcatenate(this::tell)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    // whose meetings changed is due: what fails here, the sweeper does
    private Uni<Void> tell(UserId user) {
        return announcer
                .announce(user)
                .onFailure()
                .invoke(failure -> LOG.warnf("Presence waits for the sweeper: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}

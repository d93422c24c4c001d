package io.worksync.signaling.participation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.PresenceEvent;
import io.worksync.contracts.presence.Availability;
import io.worksync.contracts.presence.Presence;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes those out of meetings who went offline, so that no ghost stays in one.
@ApplicationScoped
class PresenceConsumer {

    private final LeaveMeeting leave;
    private final KafkaRetry retry;
    private final ObjectMapper mapper;

    PresenceConsumer(LeaveMeeting leave, KafkaRetry retry, ObjectMapper mapper) {
        this.leave = leave;
        this.retry = retry;
        this.mapper = mapper;
    }

    @Incoming("presence")
    Uni<Void> consume(ConsumerRecord<String, String> record) throws JsonProcessingException {
        if (record.value() == null) {
            return Uni.createFrom().voidItem();
        }
        Presence presence = mapper.readValue(record.value(), PresenceEvent.class).presence();
        return presence.availability() == Availability.OFFLINE
                ? retry.patiently(leave.leaveAll(presence.userId(), time(record)))
                : Uni.createFrom().voidItem();
    }

    /// When it was written: it may be read much later, when the person is back.
    private static Instant time(ConsumerRecord<String, String> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }
}

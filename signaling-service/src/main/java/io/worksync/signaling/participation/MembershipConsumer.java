package io.worksync.signaling.participation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.signaling.membership.Memberships;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Learns who is a member of which channel, and takes those out of its meeting who are one no
/// more.
@ApplicationScoped
class MembershipConsumer {

    private final Memberships memberships;
    private final LeaveMeeting leave;
    private final KafkaRetry retry;
    private final ObjectMapper mapper;

    MembershipConsumer(
            Memberships memberships, LeaveMeeting leave, KafkaRetry retry, ObjectMapper mapper) {
        this.memberships = memberships;
        this.leave = leave;
        this.retry = retry;
        this.mapper = mapper;
    }

    @Incoming("memberships")
    Uni<Void> consume(ConsumerRecord<String, String> record) throws JsonProcessingException {
        if (record.value() == null) {
            return Uni.createFrom().voidItem();
        }
        return retry.patiently(handle(mapper.readValue(record.value(), MembershipEvent.class)));
    }

    /// An event that is not new may be one whose handling was interrupted, so it is handled
    /// again.
    private Uni<Void> handle(MembershipEvent event) {
        return memberships
                .apply(event)
                .chain(() -> memberships.leftWith(event))
                .chain(
                        left ->
                                left
                                        ? leave.leaveChannel(event.userId(), event.channelId())
                                        : Uni.createFrom().voidItem());
    }
}

package io.worksync.presence.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.presence.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps the projection of memberships; a repeated or an older record changes nothing.
@ApplicationScoped
class MembershipConsumer {

    private final RecordReader reader;
    private final PgMemberships memberships;

    MembershipConsumer(RecordReader reader, PgMemberships memberships) {
        this.reader = reader;
        this.memberships = memberships;
    }

    @Incoming("memberships")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return reader.handle(record, MembershipEvent.class, this::apply);
    }

    private Uni<Void> apply(MembershipEvent event) {
        return memberships.apply(event).replaceWithVoid();
    }
}

package io.worksync.presence.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.presence.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps the projection of memberships, and ends the rights of whoever leaves. A repeated or an
/// older record changes nothing.
@ApplicationScoped
class MembershipConsumer {

    private final RecordReader reader;
    private final PgMemberships memberships;
    private final Departures departures;

    MembershipConsumer(RecordReader reader, PgMemberships memberships, Departures departures) {
        this.reader = reader;
        this.memberships = memberships;
        this.departures = departures;
    }

    @Incoming("memberships")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return reader.handle(record, MembershipEvent.class, this::apply);
    }

    private Uni<Void> apply(MembershipEvent event) {
        return memberships.apply(event).chain(newest -> follow(event, newest));
    }

    private Uni<Void> follow(MembershipEvent event, boolean newest) {
        return newest && !event.joined()
                ? departures.left(event.userId(), event.channelId(), event.version())
                : Uni.createFrom().voidItem();
    }
}

package io.worksync.notification.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.notification.inbox.CatchUpNewcomer;
import io.worksync.notification.inbox.WithdrawNotifications;
import io.worksync.notification.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps the projection of memberships. Whoever leaves a channel keeps no unread notification of
/// it.
@ApplicationScoped
class MembershipConsumer {

    private final RecordReader reader;
    private final PgMemberships memberships;
    private final CatchUpNewcomer newcomers;
    private final WithdrawNotifications withdraw;

    MembershipConsumer(
            RecordReader reader,
            PgMemberships memberships,
            CatchUpNewcomer newcomers,
            WithdrawNotifications withdraw) {
        this.reader = reader;
        this.memberships = memberships;
        this.newcomers = newcomers;
        this.withdraw = withdraw;
    }

    @Incoming("memberships")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return reader.handle(
                record, MembershipEvent.class, event -> take(event, RecordReader.timeOf(record)));
    }

    private Uni<Void> take(MembershipEvent event, Instant at) {
        return memberships.apply(event).chain(newest -> follow(event, at, newest));
    }

    private Uni<Void> follow(MembershipEvent event, Instant at, boolean newest) {
        if (!newest) {
            return Uni.createFrom().voidItem();
        }
        return event.joined()
                ? newcomers.joined(event.userId(), event.channelId(), at)
                : withdraw.ofChannel(event.userId(), event.channelId());
    }
}

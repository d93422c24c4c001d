package io.worksync.notification.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.notification.inbox.WithdrawNotifications;
import io.worksync.notification.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps the projection of memberships. Whoever leaves a channel keeps no unread notification of
/// it.
@ApplicationScoped
class MembershipConsumer {

    private final RecordReader reader;
    private final PgMemberships memberships;
    private final WithdrawNotifications withdraw;

    MembershipConsumer(
            RecordReader reader, PgMemberships memberships, WithdrawNotifications withdraw) {
        this.reader = reader;
        this.memberships = memberships;
        this.withdraw = withdraw;
    }

    @Incoming("memberships")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return reader.handle(record, MembershipEvent.class, this::take);
    }

    private Uni<Void> take(MembershipEvent event) {
        return memberships.apply(event).chain(newest -> follow(event, newest));
    }

    private Uni<Void> follow(MembershipEvent event, boolean newest) {
        return newest && !event.joined()
                ? withdraw.ofChannel(event.userId(), event.channelId())
                : Uni.createFrom().voidItem();
    }
}

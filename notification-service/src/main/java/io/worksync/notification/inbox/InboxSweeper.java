package io.worksync.notification.inbox;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/// Tells what should have been told, and deletes what is too old. Any number of instances may do so
/// at once.
@ApplicationScoped
class InboxSweeper {

    private static final Logger LOG = Logger.getLogger(InboxSweeper.class);

    private final PgNotifications notifications;
    private final PgChannelCalls calls;
    private final TellRecipients tellers;

    InboxSweeper(PgNotifications notifications, PgChannelCalls calls, TellRecipients tellers) {
        this.notifications = notifications;
        this.calls = calls;
        this.tellers = tellers;
    }

    @Scheduled(every = "${worksync.inbox.sweep-interval}", concurrentExecution = SKIP)
    Uni<Void> tellOverdue() {
        return swallowed(notifications.overdue().chain(this::each));
    }

    @Scheduled(every = "${worksync.inbox.purge-interval}", concurrentExecution = SKIP)
    Uni<Void> purge() {
        return swallowed(notifications.purge().chain(calls::purge).replaceWithVoid());
    }

    // one recipient who fails keeps nobody else waiting
    private Uni<Void> each(List<UserId> recipients) {
        return Multi.createFrom()
                .iterable(recipients)
                .onItem()
                .transformToUni(recipient -> swallowed(tellers.tell(recipient)))
                .concatenate()
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Void> swallowed(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warnf("Inboxes wait for the next pass: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}

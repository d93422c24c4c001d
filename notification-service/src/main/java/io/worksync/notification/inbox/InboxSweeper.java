package io.worksync.notification.inbox;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Tells what should have been told, and deletes what is too old. Any number of instances may do so
/// at once.
@ApplicationScoped
class InboxSweeper {

    private static final Logger LOG = Logger.getLogger(InboxSweeper.class);

    private final PgNotifications notifications;
    private final TellRecipients tellers;

    InboxSweeper(PgNotifications notifications, TellRecipients tellers) {
        this.notifications = notifications;
        this.tellers = tellers;
    }

    @Scheduled(every = "${worksync.inbox.sweep-interval:5s}", concurrentExecution = SKIP)
    Uni<Void> tellOverdue() {
        return swallowed(notifications.overdue().chain(tellers::all));
    }

    @Scheduled(every = "${worksync.inbox.purge-interval:10m}", concurrentExecution = SKIP)
    Uni<Void> purge() {
        return swallowed(notifications.purge().replaceWithVoid());
    }

    private static Uni<Void> swallowed(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warnf("Inboxes wait for the next pass: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}

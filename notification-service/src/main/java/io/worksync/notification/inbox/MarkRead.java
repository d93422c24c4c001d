package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.NotificationId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Marks entries as read, on all devices of their owner.
@ApplicationScoped
class MarkRead {

    private static final Logger LOG = Logger.getLogger(MarkRead.class);

    private final PgInboxReads reads;
    private final TellRecipients tellers;

    MarkRead(PgInboxReads reads, TellRecipients tellers) {
        this.reads = reads;
        this.tellers = tellers;
    }

    /// One entry; somebody else's is not there.
    Uni<Void> one(UserId owner, NotificationId id) {
        return reads.read(owner, id).invoke(MarkRead::check).chain(() -> tell(owner));
    }

    Uni<Void> upTo(UserId owner, UpTo upTo) {
        return reads.read(owner, upTo)
                .chain(count -> count > 0 ? tell(owner) : Uni.createFrom().voidItem());
    }

    private static void check(boolean there) {
        if (!there) {
            throw Refusal.notFound();
        }
    }

    // it is stored: what cannot be told now, the sweeper tells
    private Uni<Void> tell(UserId owner) {
        return tellers.tell(owner)
                .onFailure()
                .invoke(failure -> LOG.warnf("A read entry waits for the sweeper: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}

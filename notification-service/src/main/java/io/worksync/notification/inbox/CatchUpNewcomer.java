package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// Gives somebody who became a member what everybody in the channel was called for since.
///
/// Messages and memberships come from Kafka independently of each other: a message may be heard of
/// before the joining that preceded it. The call is stored before the members are read, and the
/// membership before the calls are, so one of the two sees the other.
@ApplicationScoped
public class CatchUpNewcomer {

    private final PgChannelCalls calls;
    private final TellRecipients tellers;

    CatchUpNewcomer(PgChannelCalls calls, TellRecipients tellers) {
        this.calls = calls;
        this.tellers = tellers;
    }

    /// May be repeated: nobody gets a second entry of the same message.
    public Uni<Void> joined(UserId user, ChannelId channel, Instant at) {
        return calls.addFor(user, channel, at)
                .chain(added -> added > 0 ? tellers.tell(user) : Uni.createFrom().voidItem());
    }
}

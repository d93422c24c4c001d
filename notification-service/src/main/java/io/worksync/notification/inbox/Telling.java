package io.worksync.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.notification.Counts;
import java.util.List;

/// Takes what a recipient is to be told to their devices.
@FunctionalInterface
interface Telling {

    Uni<Void> tell(UserId recipient, List<Untold> untold, Counts counts);
}

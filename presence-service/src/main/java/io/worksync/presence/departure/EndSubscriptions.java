package io.worksync.presence.departure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.membership.Departures;
import io.worksync.presence.membership.PgMemberships;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Ends what a former member listened to, on all their devices at once: the channel's typing, and
/// the presence of those whom they share no channel with any more, who stop seeing them as well.
@ApplicationScoped
class EndSubscriptions implements Departures {

    private static final int AT_ONCE = 8;

    private final PgMemberships memberships;
    private final DeparturePublisher publisher;

    EndSubscriptions(PgMemberships memberships, DeparturePublisher publisher) {
        this.memberships = memberships;
        this.publisher = publisher;
    }

    @Override
    public Uni<Void> left(UserId user, ChannelId channel, long version) {
        String key = "left:" + channel + ":" + version;
        return publisher
                .endTyping(user, channel, key)
                .chain(() -> memberships.partedFrom(user, channel))
                .chain(parted -> endSeeing(user, parted, key));
    }

    private Uni<Void> endSeeing(UserId user, Set<UserId> parted, String key) {
        return Multi.createFrom()
                .iterable(parted)
                .onItem()
                .transformToUni(other -> part(user, other, key))
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> part(UserId user, UserId other, String key) {
        return publisher
                .endSeeing(user, other, key)
                .chain(() -> publisher.endSeeing(other, user, key));
    }
}

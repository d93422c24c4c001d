package io.worksync.presence.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.caller.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Who belongs to a channel, and who may know of whom.
@ApplicationScoped
public class Members {

    private final PgMemberships projection;
    private final HttpChatMembers chat;
    private final MembershipConfig config;

    Members(PgMemberships projection, HttpChatMembers chat, MembershipConfig config) {
        this.projection = projection;
        this.chat = chat;
        this.config = config;
    }

    /// Whether the caller is a member of the channel. What the projection does not know yet,
    /// chat-service does.
    public Uni<Boolean> isMember(Caller caller, ChannelId channel) {
        return projection
                .isMember(caller.id(), channel)
                .chain(
                        known ->
                                known
                                        ? Uni.createFrom().item(true)
                                        : chat.isMember(caller, channel));
    }

    /// Those of the users whose presence the viewer may see: themselves, and whoever shares a
    /// channel with them.
    public Uni<Set<UserId>> visible(UserId viewer, Collection<UserId> users) {
        return look(viewer, users, config.secondLooks());
    }

    // somebody seen in a channel made just now is looked up again: its memberships are on their way
    private Uni<Set<UserId>> look(UserId viewer, Collection<UserId> users, List<Duration> waits) {
        return projection
                .sharing(viewer, users)
                .invoke(seen -> addSelf(viewer, users, seen))
                .chain(seen -> whole(viewer, users, seen, waits));
    }

    private Uni<Set<UserId>> whole(
            UserId viewer, Collection<UserId> users, Set<UserId> seen, List<Duration> waits) {
        if (waits.isEmpty() || seen.containsAll(users)) {
            return Uni.createFrom().item(seen);
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(waits.getFirst())
                .chain(() -> look(viewer, users, waits.subList(1, waits.size())));
    }

    private static void addSelf(UserId viewer, Collection<UserId> users, Set<UserId> seen) {
        if (users.contains(viewer)) {
            seen.add(viewer);
        }
    }
}

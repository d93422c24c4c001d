package io.worksync.presence.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.caller.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Who belongs to a channel, and who may know of whom.
@ApplicationScoped
public class Members {

    private final PgMemberships projection;
    private final HttpChatMembers chat;

    Members(PgMemberships projection, HttpChatMembers chat) {
        this.projection = projection;
        this.chat = chat;
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
    /// channel with them. What the projection does not know yet, chat-service does.
    public Uni<Set<UserId>> visible(Caller viewer, Collection<UserId> users) {
        return known(viewer.id(), users).call(seen -> addShared(viewer, users, seen));
    }

    /// The same, as far as the projection knows.
    public Uni<Set<UserId>> known(UserId viewer, Collection<UserId> users) {
        return projection.sharing(viewer, users).invoke(seen -> addSelf(viewer, users, seen));
    }

    private Uni<Void> addShared(Caller viewer, Collection<UserId> users, Set<UserId> seen) {
        List<UserId> others = users.stream().filter(user -> !seen.contains(user)).toList();
        return others.isEmpty()
                ? Uni.createFrom().voidItem()
                : chat.sharing(viewer, others).invoke(seen::addAll).replaceWithVoid();
    }

    private static void addSelf(UserId viewer, Collection<UserId> users, Set<UserId> seen) {
        if (users.contains(viewer)) {
            seen.add(viewer);
        }
    }
}

package io.worksync.signaling.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Who is a member of a channel: as told by chat-service's events, and asked where they say no
/// yet.
@ApplicationScoped
public class Memberships {

    private final PgMemberships known;
    private final ChatClient chat;

    Memberships(PgMemberships known, ChatClient chat) {
        this.known = known;
        this.chat = chat;
    }

    /// Takes an event in; false for one that is older than what is known, or the same.
    public Uni<Boolean> apply(MembershipEvent event) {
        return known.apply(event);
    }

    /// Whether the event says that somebody left, and no newer one says otherwise.
    public Uni<Boolean> leftWith(MembershipEvent event) {
        return event.joined()
                ? Uni.createFrom().item(false)
                : known.isMember(event.userId(), event.channelId()).map(member -> !member);
    }

    public Uni<Boolean> isMember(Caller caller, ChannelId channel) {
        return known.isMember(caller.id(), channel)
                .chain(
                        member ->
                                member
                                        ? Uni.createFrom().item(true)
                                        : chat.isMember(caller, channel));
    }

    /// Completes for members; 404 for all others.
    public Uni<Void> require(Caller caller, ChannelId channel) {
        return isMember(caller, channel)
                .invoke(
                        member -> {
                            if (!member) {
                                throw Refusal.notFound();
                            }
                        })
                .replaceWithVoid();
    }

    /// The channel's other members, up to one more than `limit`.
    public Uni<List<UserId>> others(Caller caller, ChannelId channel, int limit) {
        return known.members(channel, limit + 2)
                .chain(
                        members ->
                                lists(members, caller)
                                        ? Uni.createFrom().item(members)
                                        : chat.members(caller, channel, limit + 1))
                .map(members -> members.stream().filter(id -> !id.equals(caller.id())).toList());
    }

    /// Events of a new channel may still be on their way: then the caller or all others are
    /// missing.
    private static boolean lists(List<UserId> members, Caller caller) {
        return members.size() > 1 && members.contains(caller.id());
    }
}

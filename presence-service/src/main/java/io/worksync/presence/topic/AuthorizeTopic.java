package io.worksync.presence.topic;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.caller.Caller;
import io.worksync.presence.membership.Members;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Decides who may subscribe to this service's topics: members to a channel's typing, and whoever
/// may see a user to their presence.
@ApplicationScoped
class AuthorizeTopic {

    private final Members members;

    AuthorizeTopic(Members members) {
        this.members = members;
    }

    Uni<Boolean> mayListen(Caller caller, Topic topic) {
        return switch (topic.namespace()) {
            case "presence" -> maySee(caller, UserId.fromString(topic.name()));
            case "typing" -> members.isMember(caller, ChannelId.fromString(topic.name()));
            default -> Uni.createFrom().item(false);
        };
    }

    private Uni<Boolean> maySee(Caller caller, UserId user) {
        return members.visible(caller, Set.of(user)).map(seen -> seen.contains(user));
    }
}

package io.worksync.chat.membership;

import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/// What a person is to a channel: `role` is null where they are no member.
///
/// What one may not see is answered like what is not there.
public record Access(User user, ChannelRef channel, @Nullable MemberRole role, long lastSeq) {

    public boolean isMember() {
        return role != null;
    }

    /// Members see their channels; public ones are seen by everybody but guests.
    public boolean isVisible() {
        return isMember()
                || (channel.kind() == ChannelKind.PUBLIC && user.role() != UserRole.GUEST);
    }

    /// Whether they may change the channel and what others did in it.
    public boolean isModerator() {
        return role == MemberRole.OWNER || (isMember() && user.role() == UserRole.ADMIN);
    }

    /// For what anybody who can see the channel may know.
    public Access visible() {
        if (!isVisible()) {
            throw Refusal.notFound();
        }
        return this;
    }

    /// For what is inside: to those who are not, it is not there.
    public Access reading() {
        if (!isMember()) {
            throw Refusal.notFound();
        }
        return this;
    }

    /// For doing something in a channel that one can see.
    public Access acting() {
        if (!visible().isMember()) {
            throw Refusal.forbidden("You are not a member of this channel");
        }
        return this;
    }

    /// For what only owners and administrators may do.
    public Access moderating() {
        if (!acting().isModerator()) {
            throw Refusal.forbidden("Only an owner of this channel may do this");
        }
        return this;
    }
}

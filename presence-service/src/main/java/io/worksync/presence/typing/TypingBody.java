package io.worksync.presence.typing;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/// What a client sends while its user types, and when they stop.
record TypingBody(
        @Nullable ChannelId channelId, @Nullable MessageId threadId, @Nullable Boolean typing) {

    Place place(UserId user) {
        if (channelId == null) {
            throw Refusal.badRequest("channelId", "A channel id is needed");
        }
        return new Place(channelId, threadId, user);
    }

    boolean begins() {
        if (typing == null) {
            throw Refusal.badRequest("typing", "true or false is needed");
        }
        return typing;
    }
}

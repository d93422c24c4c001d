package io.worksync.presence.typing;

import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.presence.Typing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who types where: a user in a channel, or in a thread of it.
record Place(ChannelId channel, @Nullable MessageId thread, UserId user) {

    private static final String NO_THREAD = "-";

    static Place parse(String text) {
        String[] parts = text.split(" ", 3);
        return new Place(
                ChannelId.fromString(parts[0]),
                parts[1].equals(NO_THREAD) ? null : MessageId.fromString(parts[1]),
                UserId.fromString(parts[2]));
    }

    Typing until(Instant expiresAt) {
        return new Typing(channel, thread, user, expiresAt);
    }

    /// One word that tells it from the others in the channel.
    String name() {
        return (thread == null ? NO_THREAD : thread) + ":" + user;
    }

    /// As it stands in Redis.
    @Override
    public String toString() {
        return channel + " " + (thread == null ? NO_THREAD : thread) + " " + user;
    }
}

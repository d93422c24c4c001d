package io.worksync.chat.topic;

import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import java.util.List;

/// The channels of a person as of an event number of their own topic, with what the directory says
/// of them.
record PersonTopics(User user, boolean welcomed, long event, List<ChannelId> channels) {

    PersonTopics {
        channels = List.copyOf(channels);
    }

    /// Whether the directory needs no change for the person whom a token names.
    boolean isOf(User named) {
        return user.equals(named) && (welcomed || named.role() == UserRole.GUEST);
    }

    /// Whether everything is in it that was published up to this number.
    boolean isAsNewAs(long published) {
        return event >= published;
    }
}

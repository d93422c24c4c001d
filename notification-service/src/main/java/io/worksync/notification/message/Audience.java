package io.worksync.notification.message;

import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.event.MessageEvent;
import io.worksync.contracts.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is told of a message, and never its author.
///
/// The event itself says who: chat-service checked that those mentioned are members, and names the
/// members of direct channels. So somebody who joined a moment ago is not missed because the
/// membership is still on its way here; only `@channel` and `@here` need the projection.
///
/// @param direct the others in a direct channel
/// @param mentioned those mentioned by name elsewhere
/// @param everybody whether all members are called
record Audience(Set<UserId> direct, Set<UserId> mentioned, boolean everybody) {

    static Audience of(MessageEvent event) {
        UserId author = event.message().authorId();
        if (event.channel().kind() == ChannelKind.DIRECT) {
            return new Audience(others(event.directMemberIds(), author), Set.of(), false);
        }
        Mentions mentions = event.message().mentions();
        return new Audience(
                Set.of(),
                others(mentions.userIds(), author),
                mentions.channel() || mentions.here());
    }

    private static Set<UserId> others(@Nullable List<UserId> users, UserId author) {
        return (users == null ? List.<UserId>of() : users)
                .stream().filter(user -> !user.equals(author)).collect(Collectors.toSet());
    }

    boolean isEmpty() {
        return direct.isEmpty() && mentioned.isEmpty() && !everybody;
    }

    Collection<UserId> named() {
        return direct.isEmpty() ? mentioned : direct;
    }
}

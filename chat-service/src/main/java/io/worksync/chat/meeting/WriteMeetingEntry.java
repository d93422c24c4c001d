package io.worksync.chat.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.message.PostEntry;
import io.worksync.chat.user.PgUsers;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/// Writes into a channel that a meeting took place in it, for how long and with whom, as a message
/// of whoever started it. Writing it again changes nothing.
@ApplicationScoped
class WriteMeetingEntry {

    private final PgUsers users;
    private final PostEntry post;

    WriteMeetingEntry(PgUsers users, PostEntry post) {
        this.users = users;
        this.post = post;
    }

    /// Nothing is written of meetings without a channel, or to which nobody came.
    Uni<Void> ended(Meeting meeting, List<UserId> people) {
        ChannelId channel = meeting.channelId();
        if (channel == null || people.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<UserId> known =
                Stream.concat(people.stream(), Stream.of(meeting.createdBy())).distinct().toList();
        return users.known(known).chain(found -> write(meeting, channel, people, found));
    }

    private Uni<Void> write(
            Meeting meeting, ChannelId channel, List<UserId> people, List<User> found) {
        List<String> names =
                people.stream()
                        .flatMap(id -> found.stream().filter(user -> user.id().equals(id)))
                        .map(User::displayName)
                        .toList();
        return found.stream()
                .filter(user -> user.id().equals(meeting.createdBy()))
                .findFirst()
                .map(
                        author ->
                                post.post(
                                        author,
                                        channel,
                                        MeetingEntry.text(meeting, names),
                                        "meeting:" + meeting.id()))
                .orElse(Uni.createFrom().voidItem());
    }
}

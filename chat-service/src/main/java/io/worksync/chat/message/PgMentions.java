package io.worksync.chat.message;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.membership.PgMyChannels;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Finds the members that a text calls, and keeps who was called where.
@ApplicationScoped
class PgMentions {

    private static final String RESOLVE =
            "SELECT u.id FROM users u JOIN memberships m ON m.user_id = u.id"
                    + " WHERE m.channel_id = :channel AND lower(u.username) IN (:names) ORDER BY u.id";
    private static final String CLEAR =
            "DELETE FROM mentions WHERE channel_id = :channel AND seq = :seq";
    private static final String INSERT =
            "INSERT INTO mentions (channel_id, user_id, seq)"
                    + " SELECT :channel, CAST(called AS uuid), :seq"
                    + " FROM unnest(string_to_array(:called, ',')) AS called";

    private final int maxNames;

    PgMentions(ChatConfig config) {
        this.maxNames = config.text().mentions();
    }

    MentionText read(String text) {
        return MentionText.of(text, maxNames);
    }

    /// Names become members of the channel; others of that name are not called.
    Uni<Mentions> resolve(PgSession session, ChannelId channel, MentionText called) {
        if (called.names().isEmpty()) {
            return Uni.createFrom().item(resolved(List.of(), called));
        }
        return session.hibernate()
                .createNativeQuery(RESOLVE, UUID.class)
                .setParameter("channel", channel.value())
                .setParameter("names", List.copyOf(called.names()))
                .getResultList()
                .map(ids -> resolved(ids.stream().map(UserId::new).toList(), called));
    }

    /// Replaces whom the message of this seq calls.
    Uni<Integer> replace(PgSession session, ChannelId channel, long seq, Mentions mentions) {
        return session.hibernate()
                .createNativeQuery(CLEAR)
                .setParameter("channel", channel.value())
                .setParameter("seq", seq)
                .executeUpdate()
                .chain(() -> insert(session, channel, seq, called(mentions)));
    }

    private static Uni<Integer> insert(
            PgSession session, ChannelId channel, long seq, String called) {
        return called.isEmpty()
                ? Uni.createFrom().item(0)
                : session.hibernate()
                        .createNativeQuery(INSERT)
                        .setParameter("channel", channel.value())
                        .setParameter("seq", seq)
                        .setParameter("called", called)
                        .executeUpdate();
    }

    /// The rows' ids joined by commas: the people, and everybody where all are called.
    static String called(Mentions mentions) {
        List<UUID> ids = new ArrayList<>(mentions.userIds().stream().map(UserId::value).toList());
        if (mentions.channel() || mentions.here()) {
            ids.add(PgMyChannels.EVERYBODY);
        }
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    private static Mentions resolved(List<UserId> people, MentionText called) {
        return people.isEmpty() && !called.channel() && !called.here()
                ? Mentions.NONE
                : new Mentions(people, called.channel(), called.here());
    }
}

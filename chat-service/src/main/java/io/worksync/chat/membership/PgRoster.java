package io.worksync.chat.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcement.KafkaRecord;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.Member;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.realtime.Control;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// Writes people into channels and out of them, and says what is to be announced of it.
@ApplicationScoped
public class PgRoster {

    private static final String INSERT =
            "INSERT INTO memberships (channel_id, user_id, role, joined_at, read_seq)"
                    + " SELECT c.id, u.id, :role, :now, c.last_seq FROM channels c, users u"
                    + " WHERE c.id = :channel AND u.id IN (:users) ORDER BY u.id"
                    + " ON CONFLICT DO NOTHING RETURNING user_id";
    private static final String DELETE =
            "DELETE FROM memberships WHERE channel_id = :channel AND user_id = :user"
                    + " RETURNING role AS role, joined_at AS joined_at";
    private static final String COUNT =
            "UPDATE channels SET member_count = member_count + :change WHERE id = :channel"
                    + " RETURNING last_event";
    private static final String MOST_CHANNELS =
            "SELECT count(*) AS channels FROM memberships WHERE user_id IN (:users)"
                    + " GROUP BY user_id ORDER BY channels DESC LIMIT 1";

    private final PgMyChannels channels;
    private final ChatConfig.Members limits;
    private final Clock clock;

    PgRoster(PgMyChannels channels, ChatConfig config, Clock clock) {
        this.channels = channels;
        this.limits = config.members();
        this.clock = clock;
    }

    /// Makes people members; nothing is announced of those who are already.
    public Uni<List<Announcement>> enrol(
            PgSession session, ChannelRef channel, List<User> people, MemberRole role) {
        Instant now = clock.instant();
        List<UUID> ids = people.stream().map(user -> user.id().value()).toList();
        return withinLimit(session, ids)
                .chain(() -> insert(session, channel, ids, role, now))
                .map(added -> members(channel, people, added, role, now))
                .chain(
                        members ->
                                members.isEmpty()
                                        ? Uni.createFrom().item(List.of())
                                        : joined(session, channel, members));
    }

    /// Ends the person's membership; refused with 404 where there is none.
    Uni<List<Announcement>> dismiss(PgSession session, ChannelRef channel, User user) {
        return session.hibernate()
                .createNativeQuery(DELETE, Tuple.class)
                .setParameter("channel", channel.id().value())
                .setParameter("user", user.id().value())
                .getResultList()
                .map(rows -> former(channel, user, rows))
                .chain(member -> left(session, channel, member));
    }

    private Uni<Void> withinLimit(PgSession session, List<UUID> users) {
        return session.hibernate()
                .createNativeQuery(MOST_CHANNELS, Long.class)
                .setParameter("users", users)
                .getResultList()
                .invoke(counts -> counts.forEach(this::checkLimit))
                .replaceWithVoid();
    }

    private void checkLimit(long channelsOfUser) {
        if (channelsOfUser >= limits.channelsPerUser()) {
            throw Refusal.conflict(
                    "Nobody may be in more than " + limits.channelsPerUser() + " channels");
        }
    }

    private static Uni<List<UUID>> insert(
            PgSession session, ChannelRef channel, List<UUID> users, MemberRole role, Instant now) {
        return session.hibernate()
                .createNativeQuery(INSERT, UUID.class)
                .setParameter("channel", channel.id().value())
                .setParameter("users", users)
                .setParameter("role", role.name())
                .setParameter("now", now)
                .getResultList();
    }

    private static List<Member> members(
            ChannelRef channel, List<User> people, List<UUID> added, MemberRole role, Instant now) {
        return people.stream()
                .filter(user -> added.contains(user.id().value()))
                .map(user -> new Member(channel.id(), user.id(), role, now, user))
                .toList();
    }

    private Uni<List<Announcement>> joined(
            PgSession session, ChannelRef channel, List<Member> members) {
        List<UserId> ids = members.stream().map(Member::userId).toList();
        return count(session, channel, members.size())
                .chain(
                        version ->
                                channels.each(session, ids, channel.id())
                                        .map(states -> joined(channel, members, states, version)));
    }

    private static List<Announcement> joined(
            ChannelRef channel, List<Member> members, Map<UserId, MyChannel> states, long version) {
        return members.stream()
                .flatMap(
                        member ->
                                joined(
                                        channel,
                                        member,
                                        Objects.requireNonNull(states.get(member.userId())),
                                        version)
                                        .stream())
                .toList();
    }

    private static List<Announcement> joined(
            ChannelRef channel, Member member, MyChannel mine, long version) {
        Instant now = member.joinedAt();
        Control subscribe = Control.subscribing(Announcement.channelTopic(channel.id()));
        return List.of(
                Announcement.inChannel(channel.id(), new TopicEvent.MemberJoined(now, member))
                        .alsoOn(record(channel, member, true, version)),
                Announcement.toUser(
                        member.userId(), new TopicEvent.ChannelJoined(now, mine), subscribe));
    }

    private static Member former(ChannelRef channel, User user, List<Tuple> rows) {
        if (rows.isEmpty()) {
            throw Refusal.notFound();
        }
        PgFields row = new PgFields(rows.getFirst());
        MemberRole role = MemberRole.valueOf(row.text("role"));
        return new Member(channel.id(), user.id(), role, row.instant("joined_at"), user);
    }

    private Uni<List<Announcement>> left(PgSession session, ChannelRef channel, Member member) {
        return count(session, channel, -1).map(version -> left(channel, member, version));
    }

    private List<Announcement> left(ChannelRef channel, Member member, long version) {
        Instant now = clock.instant();
        TopicEvent.ChannelLeft.Left id = new TopicEvent.ChannelLeft.Left(channel.id());
        Control unsubscribe = new Control(List.of(), topics(channel.id()));
        return List.of(
                Announcement.inChannel(channel.id(), new TopicEvent.MemberLeft(now, member))
                        .alsoOn(record(channel, member, false, version)),
                Announcement.toUser(
                        member.userId(), new TopicEvent.ChannelLeft(now, id), unsubscribe));
    }

    /// All that members of a channel may hear of it, from whichever service: it ends at once.
    private static List<String> topics(ChannelId channel) {
        return Stream.of(
                        Announcement.channelTopic(channel),
                        Topic.of("board", channel),
                        Topic.of("cursor", channel),
                        Topic.of("typing", channel))
                .map(Topic::toString)
                .toList();
    }

    /// Takes the channel's lock; the result grows with each change of who is in the channel.
    private static Uni<Long> count(PgSession session, ChannelRef channel, int change) {
        return session.hibernate()
                .createNativeQuery(COUNT, Long.class)
                .setParameter("channel", channel.id().value())
                .setParameter("change", change)
                .getSingleResult();
    }

    private static KafkaRecord record(
            ChannelRef channel, Member member, boolean joined, long version) {
        return new KafkaRecord(
                KafkaTopics.MEMBERSHIPS,
                channel.id() + ":" + member.userId(),
                new MembershipEvent(
                        channel.id(), member.userId(), member.role(), joined, version, channel));
    }
}
